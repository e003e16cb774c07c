export { drawDigit } from "./drawing.ts";
export type { DigitPicture } from "./drawing.ts";
export { toCsv, writePngFolder } from "./files.ts";
export { print, writersHand } from "./hands.ts";
export type { Hand } from "./hands.ts";
export { encodePng } from "./png.ts";
export { side as pictureSide } from "./raster.ts";
export { handwriting, printedDigits } from "./sets.ts";
export type { Writer, WriterOptions } from "./sets.ts";
