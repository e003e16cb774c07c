import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { UserError } from "@tributary/core/support";
import {
  StorageError,
  createFileDurably,
  createSecretFile,
  nodeClock,
  nodeRandom,
  readOrCreateIdentityFile,
  readSecretFile,
  writeFileDurably,
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

  it("say in plain words what is in the way", async () => {
    const path = join(folder, "file");
    await writeFileDurably(path, "");
    expect(String(await failureOf(writeFileDurably(join(path, "below"), "")))).to.equal(
      `StorageError: Could not write ${join(path, "below")}: a part of the path is a file, not a folder (ENOTDIR).`,
    );
    expect(String(await failureOf(writeFileDurably(folder, "")))).to.equal(
      `StorageError: Could not write ${folder}: it is a folder (EISDIR).`,
    );
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

  it("are made where there is none, and never written over", async () => {
    const path = join(folder, "key.json");
    expect(await createFileDurably(path, "first", 0o600)).to.equal(true);
    expect(await createFileDurably(path, "second")).to.equal(false);
    expect(await readFile(path, "utf8")).to.equal("first");
    expect(await readdir(folder)).to.deep.equal(["key.json"]);
  });

  it("are made by one alone of those who try at the same time", async () => {
    const path = join(folder, "key.json");
    const made = await Promise.all(["a", "b", "c"].map((text) => createFileDurably(path, text)));
    expect(made.filter(Boolean)).to.have.length(1);
    expect(await readFile(path, "utf8")).to.equal("abc"[made.indexOf(true)]);
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
    const { seed, made } = await readOrCreateIdentityFile(path, nodeRandom);
    expect(seed).to.have.length(32);
    expect(made).to.equal(true);
    expect(await readOrCreateIdentityFile(path, nodeRandom)).to.deep.equal({ seed, made: false });
    expect(await readSecretFile("identity", join(folder, "none.json"))).to.equal(undefined);
  });

  it("is one and the same for all who make it at the same time", async () => {
    const all = await Promise.all([1, 2, 3].map(() => readOrCreateIdentityFile(path, nodeRandom)));
    expect(all.filter(({ made }) => made)).to.have.length(1);
    for (const { seed } of all) expect(seed).to.deep.equal(all[0]?.seed);
  });

  it("can be read by its owner alone, and is refused where others can", async function () {
    if (process.platform === "win32") this.skip();
    await createSecretFile("identity", path, nodeRandom);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    await chmod(path, 0o640);
    const failure = await failureOf(readSecretFile("identity", path));
    expect(failure).to.be.instanceOf(UserError);
    expect((failure as Error).message).to.contain(`chmod 600 ${path}`);
  });

  it("is never written over", async () => {
    const seed = await createSecretFile("identity", path, nodeRandom);
    expect(await createSecretFile("identity", path, nodeRandom)).to.equal(undefined);
    expect(await readSecretFile("identity", path)).to.deep.equal(seed);
  });

  it("is refused by name when it holds something else, an organisation's key among it", async () => {
    const other = join(folder, "other.json");
    await createSecretFile("organisation", path, nodeRandom);
    const key = await readFile(path, "utf8");
    for (const text of ["", "{}", '{"version":1,"kind":"tributary-identity","secretSeed":"12"}', key]) {
      await writeFile(other, text, { mode: 0o600 });
      const failure = await failureOf(readSecretFile("identity", other));
      expect(failure).to.be.instanceOf(UserError);
      expect((failure as Error).message).to.contain(`${other} is not an identity file`);
    }
    expect(await readSecretFile("organisation", path)).to.have.length(32);
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
