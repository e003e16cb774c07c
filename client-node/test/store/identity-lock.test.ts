import { spawnSync } from "node:child_process";
import { readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { temporaryFolder } from "@tributary/test-support";

import { lockIdentity } from "../../src/store/identity-lock.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();
const identity = (): string => join(folder(), "identity.json");
const lockFile = (): string => `${identity()}.lock`;
const unexpected = (message: string): never => {
  throw new Error(message);
};

describe("the lock of an identity file", function () {
  this.timeout(20_000);

  it("holds this process's pid, and is gone once it is given back", async () => {
    const release = await lockIdentity(identity(), unexpected);
    expect(await readFile(lockFile(), "utf8")).to.equal(`${process.pid}\n`);
    await release();
    expect(await readdir(folder())).to.deep.equal([]);
  });

  it("is refused while this process holds it, by whatever path, and free again afterwards", async () => {
    const other = join(folder(), "link");
    await symlink(folder(), other);
    const release = await lockIdentity(identity(), unexpected);
    expect(await refusal(() => lockIdentity(join(other, "identity.json"), unexpected))).to.match(
      new RegExp(`identity\\.json is in use by process ${process.pid}: .*--identity`),
    );
    await release();
    await (
      await lockIdentity(identity(), unexpected)
    )();
  });

  it("is refused while another process that lives holds it", async () => {
    await writeFile(lockFile(), `${process.ppid}\n`);
    expect(await refusal(() => lockIdentity(identity(), unexpected))).to.include(
      `is in use by process ${process.ppid}: two clients with one identity spoil each other's updates.`,
    );
    expect(await readdir(folder())).to.deep.equal(["identity.json.lock"]);
  });

  for (const [name, content] of [
    ["of a process that is gone", (): string => String(spawnSync(process.execPath, ["--version"]).pid)],
    ["that a former process of the same pid left", (): string => String(process.pid)],
    ["without a pid", (): string => "?"],
  ] as const) {
    it(`takes over a lock ${name}`, async () => {
      await writeFile(lockFile(), content());
      const release = await lockIdentity(identity(), unexpected);
      expect(await readFile(lockFile(), "utf8")).to.equal(`${process.pid}\n`);
      await release();
    });
  }

  it("goes with a process that exits without giving it back", async () => {
    const module = fileURLToPath(new URL("../../src/store/identity-lock.js", import.meta.url));
    const program =
      `import { lockIdentity } from ${JSON.stringify(module)};` +
      `await lockIdentity(${JSON.stringify(identity())}, console.error); process.exit(3);`;
    const { status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program]);
    expect(status).to.equal(3);
    expect(await readdir(folder())).to.deep.equal([]);
  });

  it("makes the folder of an identity that is yet to be made", async () => {
    const path = join(folder(), "new", "identity.json");
    await (
      await lockIdentity(path, unexpected)
    )();
    expect(await readdir(join(folder(), "new"))).to.deep.equal([]);
  });
});
