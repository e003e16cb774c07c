import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { planDigest } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { randomBase } from "@tributary/core/model";
import { encodeSafetensors } from "@tributary/core/tensor";
import { repositoryRoot, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { createTaskThere, listClients, orderTask, revokeClient } from "../../src/commands/index.ts";
import { UsageError, readCommandLine, readPlanFile } from "../../src/config/index.ts";
import { startServer } from "../../src/index.ts";
import type { CoordinatorServer } from "../../src/index.ts";
import { baseFile, required } from "../../src/service/index.ts";
import { planOf, smallPlan } from "../support/plans.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

/** What a command prints. @throws as it does */
async function run(...args: readonly string[]): Promise<string> {
  const invocation = readCommandLine(args);
  switch (invocation.command) {
    case "task create":
      return createTaskThere(invocation.settings);
    case "task pause":
      return orderTask("PauseTask", invocation.settings);
    case "task resume":
      return orderTask("ResumeTask", invocation.settings);
    case "client list":
      return listClients(invocation.settings);
    case "client revoke":
      return revokeClient(invocation.settings);
    default:
      throw new Error(`${invocation.command} is not an operator's`);
  }
}

describe("commands to a coordinator that runs", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  let test: TestCoordinator;
  let server: CoordinatorServer;
  let line: readonly string[];

  beforeEach(async () => {
    test = await testCoordinator();
    const { federation, administration } = test.coordinator;
    const onFault = (): void => undefined;
    server = await startServer({ federation, administration, host: "127.0.0.1", port: 0, onFault });
    line = ["--coordinator", `http://127.0.0.1:${server.port}`, "--data-dir", test.dataDir];
  });
  afterEach(async () => {
    await server.close(1_000);
    await test.end();
  });

  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("create a task on a base of its own, which has the digest that it would have beside the coordinator", async () => {
    const plan = planOf({ task: "second", base: "./base.safetensors" });
    await writeFile(
      join(folder(), "base.safetensors"),
      encodeSafetensors(randomBase(plan), { dtype: "F32" }),
    );
    const path = join(folder(), "second.json");
    await writeFile(path, JSON.stringify({ ...smallPlan, task: "second", base: "./base.safetensors" }));
    expect(await run("task", "create", "--plan", path, ...line)).to.match(/Task second is there\.$/);
    const task = [...test.coordinator.state.tasks.values()].at(-1);
    expect(task?.task).to.equal("second");
    const { plan: again, base } = await readPlanFile(path);
    const file = required(await baseFile(again, base));
    const digest = createHash("sha256");
    for (const piece of file.pieces()) digest.update(piece);
    expect(task?.base).to.equal(digest.digest("hex"));
    expect(task?.plan).to.equal(planDigest(again));
  });

  it("pause the task that is named, or the only one that can be meant, and resume it", async () => {
    const [client] = await test.clients(1);
    await client!.assigned();
    expect(await run("task", "pause", ...line)).to.equal("Task small is paused.");
    expect(JSON.parse(await run("task", "resume", "small", "--json", ...line))).to.deep.equal({
      task: "small",
      state: "running",
    });
    await run("task", "pause", ...line);
    expect(await failureOf(run("task", "pause", ...line))).to.include({
      message: "Which task is meant? Name one of these behind the command: small (paused).",
    });
  });

  it("list clients, and revoke one", async () => {
    expect(await run("client", "list", ...line)).to.equal("No client has enrolled.");
    const [client] = await test.clients(1);
    await client!.assigned();
    const id = client!.connection.client;
    expect((await run("client", "list", ...line)).split("\n")[1]).to.match(
      new RegExp(`^${id}\\s+scripted .* enrolled$`),
    );
    expect(await run("client", "revoke", id, "--reason", "it was stolen", ...line)).to.equal(
      `Client ${id} is revoked: it takes part no more.`,
    );
    const listed: unknown = JSON.parse(await run("client", "list", "--json", ...line));
    expect(listed).to.have.nested.property("[0].revoked", true);
    expect(test.coordinator.state.clients.get(id)).to.include({ reason: "it was stolen" });
  });

  it("say in one sentence why they could not", async () => {
    const wrong = join(folder(), "wrong-token");
    await writeFile(wrong, "wrong\n");
    await mkdir(join(folder(), "empty"));
    const address = line.slice(0, 2);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["client", "list", ...address, "--token-file", wrong], /does not know this operator's token/],
      [
        ["client", "list", ...address, "--data-dir", join(folder(), "empty")],
        /no such file; name the data folder/,
      ],
      [["client", "list", "--coordinator", "ftp://example.org"], /cannot be used: expected http/],
      [
        ["client", "list", "--coordinator", "http://example.org"],
        /^The operator's token would travel .* in the clear/,
      ],
      [["client", "revoke", "f".repeat(32), "--reason", "x", ...line], /f{32}/],
      [["task", "pause", "other", ...line], /there is no task other/i],
    ];
    for (const [args, sentence] of cases) {
      const failure = await failureOf(run(...args));
      expect(failure).to.be.instanceOf(UserError);
      expect((failure as Error).message, args.join(" ")).to.match(sentence);
    }
  });

  it("are written in the documentation as they are understood", async () => {
    const text = await readFile(join(repositoryRoot, "docs/operating.md"), "utf8");
    const lines = [...text.matchAll(/^npx tributary-coordinator ((?:task|client) .*)$/gm)];
    expect(lines).to.have.length(5);
    for (const [, args = ""] of lines) {
      const words = [...args.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      expect(readCommandLine(words).command).to.equal(words.slice(0, 2).join(" "));
    }
  });

  const misuse: readonly (readonly [readonly string[], RegExp])[] = [
    [["client", "revoke", "me", "--reason", "x"], /^The client is "me"; expected 32 hex digits/],
    [["client", "revoke", "f".repeat(32)], /^--reason: expected a reason/],
    [["task", "paws"], /^There is no command task paws; did you mean task pause\?/],
    [["task", "pause", "a", "b"], /"b" is not expected there/],
    [["task", "create"], /^--plan: expected a file/],
  ];
  for (const [args, sentence] of misuse)
    it(`are refused for: ${args.join(" ")}`, () => {
      expect(() => readCommandLine(args)).to.throw(UsageError, sentence);
    });
});
