import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { sha256Digest } from "@tributary/core/tensor";
import { temporaryFolder } from "@tributary/test-support";

import { openBlobCache } from "../../src/store/blob-cache.ts";

const folder = temporaryFolder();

describe("the blob cache", () => {
  const blob = (fill: number): Uint8Array => new Uint8Array(100).fill(fill);

  it("keeps blobs by digest, across processes", async () => {
    const cache = await openBlobCache(join(folder(), "deep/blobs"), 1000, expect.fail);
    await cache.put(sha256Digest(blob(1)), blob(1));
    const again = await openBlobCache(join(folder(), "deep/blobs"), 1000, expect.fail);
    expect(Uint8Array.from((await again.get(sha256Digest(blob(1)))) ?? [])).to.deep.equal(blob(1));
    expect(await again.get(sha256Digest(blob(2)))).to.equal(undefined);
  });

  it("drops what was used least lately when it outgrows its limit, and nothing that is not a blob", async () => {
    const root = join(folder(), "blobs");
    const cache = await openBlobCache(root, 250, expect.fail);
    await writeFile(join(root, "notes.txt"), "mine");
    for (const [index, fill] of [1, 2].entries()) {
      await cache.put(sha256Digest(blob(fill)), blob(fill));
      await utimes(cache.path(sha256Digest(blob(fill))), index, index);
    }
    await cache.get(sha256Digest(blob(1)));
    await cache.put(sha256Digest(blob(3)), blob(3));
    const kept = [sha256Digest(blob(1)), sha256Digest(blob(3)), "notes.txt"];
    expect((await readdir(root)).sort()).to.deep.equal(kept.sort());
  });

  it("keeps the newest blob though it alone is larger than the limit", async () => {
    const cache = await openBlobCache(join(folder(), "blobs"), 10, expect.fail);
    await cache.put(sha256Digest(blob(1)), blob(1));
    expect(await cache.get(sha256Digest(blob(1)))).to.deep.equal(blob(1));
  });

  it("warns, and goes on, when its disk fails", async () => {
    const warnings: string[] = [];
    const root = join(folder(), "blobs");
    const cache = await openBlobCache(root, 1000, (message) => warnings.push(message));
    const name = sha256Digest(blob(1));
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(root, name));
    await cache.put(name, blob(1));
    expect(await cache.get(name)).to.equal(undefined);
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.include(root);
  });
});
