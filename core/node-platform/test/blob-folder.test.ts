import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { digest, toHex, utf8 } from "@tributary/core/support";
import type { BlobFolder } from "@tributary/node-platform";
import { DigestMismatch, StorageError, nodePrimitives, openBlobFolder } from "@tributary/node-platform";
import { expect } from "chai";

describe("a folder of blobs", () => {
  let root: string;
  let blobs: BlobFolder;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "tributary-blobs-"));
    blobs = await openBlobFolder(root);
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const digestOf = (bytes: Uint8Array) => digest(toHex(nodePrimitives.sha256(bytes)));

  async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("keeps what was put, under the digest of the whole", async () => {
    const stored = await blobs.put([utf8("many small "), utf8("streams")]);
    expect(stored).to.deep.equal({ digest: digestOf(utf8("many small streams")), sizeBytes: 18 });
    expect(await blobs.get(stored.digest)).to.deep.equal(Buffer.from("many small streams"));
    expect(await blobs.size(stored.digest)).to.equal(18);
    expect(await blobs.list()).to.deep.equal([stored.digest]);
  });

  it("takes the same blob twice and holds it once", async () => {
    await blobs.put([utf8("one")]);
    await blobs.put([utf8("one")]);
    expect(await readdir(root)).to.have.length(1);
  });

  it("lets the owner of the pieces reuse one buffer for all of them", async () => {
    const buffer = new Uint8Array(3);
    function* pieces() {
      for (let i = 1; i <= 3; i++) yield buffer.fill(i);
    }
    const { digest: name } = await blobs.put(pieces());
    expect(await blobs.get(name)).to.deep.equal(Buffer.from([1, 1, 1, 2, 2, 2, 3, 3, 3]));
  });

  it("stores nothing of bytes that have another digest than was announced", async () => {
    const failure = await failureOf(blobs.put([utf8("forged")], digestOf(utf8("genuine"))));
    expect(failure).to.be.instanceOf(DigestMismatch);
    expect(await readdir(root)).to.deep.equal([]);
  });

  it("stores nothing when its source fails, and passes the failure on", async () => {
    async function* broken() {
      yield utf8("half");
      await Promise.reject(new RangeError("the line went dead"));
    }
    expect(await failureOf(blobs.put(broken()))).to.be.instanceOf(RangeError);
    expect(await readdir(root)).to.deep.equal([]);
  });

  it("reads from any offset in pieces that follow each other", async () => {
    const { digest: name } = await blobs.put([Uint8Array.from({ length: 10 }, (_, i) => i)]);
    const pieces: number[][] = [];
    for await (const piece of (await blobs.read(name, 3, 3)) ?? []) pieces.push([...piece]);
    expect(pieces).to.deep.equal([[3, 4, 5], [6, 7, 8], [9]]);
  });

  it("says undefined of what it does not hold, and deletes it without complaint", async () => {
    const absent = digestOf(utf8("absent"));
    expect(await blobs.get(absent)).to.equal(undefined);
    expect(await blobs.size(absent)).to.equal(undefined);
    expect(await blobs.read(absent, 0, 8)).to.equal(undefined);
    await blobs.delete(absent);
  });

  it("removes at opening what an interrupted put left behind", async () => {
    const { digest: name } = await blobs.put([utf8("kept")]);
    await writeFile(join(root, "0123456789abcdef.tmp"), "half a blob");
    await openBlobFolder(root);
    expect(await readdir(root)).to.deep.equal([name]);
  });

  it("fails with a StorageError that names the folder where it cannot be made", async () => {
    await writeFile(join(root, "file"), "");
    const failure = await failureOf(openBlobFolder(join(root, "file", "blobs")));
    expect(failure).to.be.instanceOf(StorageError);
    expect((failure as StorageError).path).to.equal(join(root, "file", "blobs"));
  });
});
