import { crc32, deflateSync } from "node:zlib";

import { concat, u32be, utf8 } from "@tributary/core/support";

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

/** A grey picture of 8 bits a pixel as a PNG file (PNG specification, third edition, sections 5 and 11). */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  if (pixels.length !== width * height)
    throw new RangeError(`${pixels.length} pixels for ${width} x ${height}`);
  const greyOf8Bits = [8, 0, 0, 0, 0];
  const header = concat(u32be(width), u32be(height), Uint8Array.from(greyOf8Bits));
  // Each row begins with the number of its filter; 0 is none.
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return concat(
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array(0)),
  );
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat(utf8(type), data);
  return concat(u32be(data.length), body, u32be(crc32(body)));
}
