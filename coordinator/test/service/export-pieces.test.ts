import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { decodeSafetensors } from "@tributary/core/tensor";
import type { Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";
import { expect } from "chai";
import { extract } from "tar-stream";

import { createInProcessAdministration } from "../../src/index.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

describe("a model that operators export from a coordinator that runs", function () {
  this.timeout(20_000);
  let test: TestCoordinator;
  let operator: Transport<AdministrationMethods>;
  let token: string;

  beforeEach(async () => {
    test = await testCoordinator();
    operator = createInProcessAdministration(test.coordinator.administration);
    token = (await readFile(join(test.dataDir, "operator-token"), "utf8")).trim();
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
  });
  afterEach(() => test.end());

  async function exported(request: { readonly round?: string; readonly format?: string }) {
    const pieces: Uint8Array[] = [];
    let fileName = "";
    for await (const piece of operator.stream("ExportModel", { taskId: "small", ...request }, { token })) {
      fileName ||= piece.fileName;
      pieces.push(piece.data);
    }
    return { fileName, bytes: Buffer.concat(pieces) };
  }

  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("is one safetensors file with the whole model", async () => {
    const { fileName, bytes } = await exported({ round: "last" });
    expect(fileName).to.equal("small-round-1.safetensors");
    const file = decodeSafetensors(bytes);
    expect(file.ok).to.equal(true);
    if (file.ok) expect(file.value.metadata.get("round")).to.equal("1");
  });

  it("is a tar archive of the folder that the command line writes", async () => {
    const { fileName, bytes } = await exported({ round: "1", format: "tfjs" });
    expect(fileName).to.equal("small-round-1-tfjs.tar");
    const found = new Map<string, Buffer>();
    const archive = Readable.from([bytes]).pipe(extract());
    for await (const entry of archive) found.set(entry.header.name, await buffer(entry));
    expect([...found.keys()]).to.include.members([
      "small-round-1-tfjs/model.json",
      "small-round-1-tfjs/README.md",
    ]);
    const model: unknown = JSON.parse(found.get("small-round-1-tfjs/model.json")?.toString() ?? "");
    expect(model).to.include({ format: "layers-model" });
  });

  it("is refused in a sentence where there is none like it", async () => {
    expect(await failureOf(exported({ format: "gguf" }))).to.include({ code: "invalid-argument" });
    expect(await failureOf(exported({ round: "7" }))).to.include({
      code: "failed-precondition",
      message: "Task small has no model of round 7; there are 1 to 1.",
    });
    expect(await failureOf(exported({ format: "peft" }))).to.include({ code: "failed-precondition" });
  });

  it("leaves the next one its turn when it was broken off", async () => {
    const pieces = operator.stream("ExportModel", { taskId: "small" }, { token })[Symbol.asyncIterator]();
    await pieces.next();
    expect(await failureOf(exported({}))).to.include({ code: "resource-exhausted" });
    await pieces.return?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await exported({})).bytes.length).to.be.greaterThan(100);
  });
});
