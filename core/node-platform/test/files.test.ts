import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { UserError } from "@tributary/core/support";
import {
  StorageError,
  nodeClock,
  nodeRandom,
  readIdentityFile,
  readOrCreateIdentityFile,
  writeFileDurably,
  writeIdentityFile,
} from "@tributary/node-platform";
import { expect } from "chai";

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("durable files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tributary-files-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("replace what was there and leave nothing else behind", async () => {
    const path = join(folder, "state.json");
    await writeFileDurably(path, "first");
    await writeFileDurably(path, "second");
    expect(await readFile(path, "utf8")).to.equal("second");
    expect(await readdir(folder)).to.deep.equal(["state.json"]);
  });

  it("keep what was there when the new contents fail half way", async () => {
    const path = join(folder, "state.json");
    await writeFileDurably(path, "first");
    async function* broken() {
      yield Buffer.from("sec");
      await Promise.reject(new Error("no more"));
    }
    expect(await failureOf(writeFileDurably(path, broken()))).to.be.instanceOf(Error);
    expect(await readFile(path, "utf8")).to.equal("first");
    expect(await readdir(folder)).to.deep.equal(["state.json"]);
  });

  it("say in one sentence which file could not be written and why", async () => {
    const failure = await failureOf(writeFileDurably(join(folder, "no", "such", "folder"), "x"));
    expect(failure).to.be.instanceOf(StorageError);
    expect(failure).to.include({ fault: "missing" });
    expect((failure as StorageError).message).to.match(
      /^Could not write .*folder: there is no such file \(ENOENT\)\.$/,
    );
  });
});

describe("an identity file", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tributary-identity-"));
    path = join(folder, "deeper", "id.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is made once and read from then on", async () => {
    const first = await readOrCreateIdentityFile(path, nodeRandom);
    expect(first).to.have.length(32);
    expect(await readOrCreateIdentityFile(path, nodeRandom)).to.deep.equal(first);
    expect(await readIdentityFile(join(folder, "none.json"))).to.equal(undefined);
  });

  it("can be read by its owner alone, and is refused where others can", async function () {
    if (process.platform === "win32") this.skip();
    await writeIdentityFile(path, new Uint8Array(32));
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    await chmod(path, 0o640);
    const failure = await failureOf(readIdentityFile(path));
    expect(failure).to.be.instanceOf(UserError);
    expect((failure as Error).message).to.contain(`chmod 600 ${path}`);
  });

  it("is refused by name when it holds something else", async () => {
    for (const text of ["", "{}", '{"version":1,"kind":"tributary-identity","secretSeed":"12"}']) {
      const other = join(folder, "other.json");
      await writeFile(other, text, { mode: 0o600 });
      const failure = await failureOf(readIdentityFile(other));
      expect(failure).to.be.instanceOf(UserError);
      expect((failure as Error).message).to.contain(other);
    }
  });
});

describe("the machine's clock", () => {
  it("wakes a sleeper with the signal's own reason", async () => {
    const controller = new AbortController();
    const sleeping = failureOf(nodeClock.sleep(3_600_000, controller.signal));
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await sleeping).to.equal(reason);
    expect(await failureOf(nodeClock.sleep(1, controller.signal))).to.equal(reason);
  });
});
