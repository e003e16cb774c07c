import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { DigitPicture } from "./drawing.ts";
import { encodePng } from "./png.ts";
import { side } from "./raster.ts";

/** Rows of 256 grey values (0 .. 255, columns p0 .. p255) and a `label`. */
export function toCsv(pictures: readonly DigitPicture[]): string {
  const header = [...Array.from({ length: side * side }, (_, index) => `p${index}`), "label"];
  const rows = pictures.map(({ pixels, digit }) => [...pixels, digit].join(","));
  return `${[header.join(","), ...rows].join("\n")}\n`;
}

/** Writes DIR/<digit>/<number>.png; the numbers follow the pictures' order. */
export async function writePngFolder(directory: string, pictures: readonly DigitPicture[]): Promise<void> {
  for (const digit of new Set(pictures.map((picture) => picture.digit))) {
    await mkdir(join(directory, String(digit)), { recursive: true });
  }
  for (const [index, { pixels, digit }] of pictures.entries()) {
    const name = `${String(index).padStart(5, "0")}.png`;
    await writeFile(join(directory, String(digit), name), encodePng(pixels, side, side));
  }
}
