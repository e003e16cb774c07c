import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { clientId, digest } from "@tributary/core/support";
import { temporaryFolder } from "@tributary/test-support";

import { openKeptFolder } from "../../src/store/kept-folder.ts";
import type { KeptOwner } from "../../src/store/kept-folder.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();

describe("the folder of what a client keeps to itself", () => {
  const plan = digest("d".repeat(64));
  const kept = Float32Array.of(1.5, -2.25, 1e-30, 3e38, 0);
  const owner: KeptOwner = {
    client: clientId("1".repeat(32)),
    coordinator: () => digest("a".repeat(64)),
  };
  const root = (): string => join(folder(), "kept");
  const warnings: string[] = [];
  const open = (by: Partial<KeptOwner> = {}) =>
    openKeptFolder(root(), { ...owner, ...by }, (message) => void warnings.push(message));

  beforeEach(() => void warnings.splice(0));

  it("gives each client of each coordinator what it saved of each plan, bit for bit, in another process too", async () => {
    await open().save(plan, kept);
    expect(await open().load(plan)).to.deep.equal(kept);
    expect(await open().load(digest("e".repeat(64)))).to.equal(undefined);
    expect(await open({ client: clientId("2".repeat(32)) }).load(plan)).to.equal(undefined);
    expect(await open({ coordinator: () => digest("b".repeat(64)) }).load(plan)).to.equal(undefined);
    await open().save(plan, kept.slice(0, 2));
    expect(await open().load(plan)).to.deep.equal(kept.slice(0, 2));
    expect(warnings).to.deep.equal([]);
  });

  it("is for its owner's eyes alone", async () => {
    await open().save(plan, kept);
    const [name = ""] = await readdir(root());
    expect((await stat(join(root(), name))).mode & 0o777).to.equal(0o600);
  });

  it("takes a file that was cut, changed or moved for none, and says so", async () => {
    await open().save(plan, kept);
    const [name = ""] = await readdir(root());
    const path = join(root(), name);
    const whole = await readFile(path);
    const changed = Buffer.from(whole);
    changed[whole.length - 3]! ^= 1;
    const elsewhere = Buffer.from(whole.toString("latin1").replace('"client":"1', '"client":"3'), "latin1");
    for (const damaged of [
      changed,
      elsewhere,
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, whole.length - 4),
      whole.subarray(0, 20),
      Buffer.concat([whole, Buffer.alloc(4)]),
      Buffer.alloc(0),
    ]) {
      warnings.splice(0);
      await writeFile(path, damaged);
      expect(await open().load(plan)).to.equal(undefined);
      expect(warnings).to.have.length(1);
      expect(warnings[0])
        .to.include(path)
        .and.to.match(/is damaged: .* begins anew\.$/);
    }
    await open().save(plan, kept);
    expect(await open().load(plan)).to.deep.equal(kept);
  });

  it("says what the disk refused", async () => {
    await writeFile(root(), "a file where the folder should be");
    expect(await refusal(() => open().save(plan, kept))).to.match(/^Could not write .*kept/);
  });
});
