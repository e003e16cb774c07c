import type { DataFormat } from "@tributary/client-node";
import type { WriterOptions } from "@tributary/simulations";

/** Ten writers with 150 private pictures each, of eight of the ten digits; three write on dark paper. */
export const writers: WriterOptions = {
  writers: 10,
  own: 150,
  heldOut: 100,
  lacking: 2,
  inverted: 0.3,
  difficulty: 0.75,
};

/** The same ten with eight private pictures of each of their eight digits. */
export const fewShotWriters: WriterOptions = { ...writers, own: 8 * 8 };

/** Printed digits that score what is left of the base's own domain; pre-training never saw them. */
export const printedHeldOut = { seed: "print, held out", count: 500 } as const;

/** How the demo's CSV files are to be read: 256 grey values and a label. */
export const dataFormat: DataFormat = { image: { width: 16, height: 16, channels: 1, scale: 255 } };

/** How client-node's command line is told the same. */
export const dataFlags: readonly string[] = ["--image", "16x16x1", "--scale", "255"];
