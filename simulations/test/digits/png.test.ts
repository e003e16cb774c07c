import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, inflateSync } from "node:zlib";

import { expect } from "chai";

import { encodePng, printedDigits, writePngFolder } from "../../src/index.ts";

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

// A reader of our own, so that the writer is not judged by itself.
function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).to.equal(crc32(body));
    chunks.push({ type: body.toString("latin1", 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

describe("a PNG of a digit", () => {
  it("holds the pixels, row by row, without a filter", () => {
    const pixels = Uint8Array.of(0, 64, 128, 255, 1, 2);
    const file = Buffer.from(encodePng(pixels, 3, 2));
    expect([...file.subarray(0, 8)]).to.deep.equal([137, 80, 78, 71, 13, 10, 26, 10]);
    const [header, image, end] = chunksOf(file);
    expect(header?.type).to.equal("IHDR");
    expect([...(header?.data ?? [])]).to.deep.equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
    expect([...inflateSync(image?.data ?? Buffer.alloc(0))]).to.deep.equal([0, 0, 64, 128, 0, 255, 1, 2]);
    expect(end?.type).to.equal("IEND");
  });

  it("lies in a folder named for its digit", async () => {
    const folder = await mkdtemp(join(tmpdir(), "digits-"));
    try {
      const pictures = printedDigits("folder", 20);
      await writePngFolder(folder, pictures);
      expect((await readdir(folder)).sort()).to.deep.equal([..."0123456789"]);
      expect((await readdir(join(folder, "3"))).length).to.equal(2);
      const place = pictures.findIndex(({ digit }) => digit === 3);
      const file = await readFile(join(folder, "3", `${String(place).padStart(5, "0")}.png`));
      expect(file.length).to.be.greaterThan(60);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
