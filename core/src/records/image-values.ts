import type { Plan } from "../plan/index.ts";
import { resizeImage } from "./resize-image.ts";
import type { Raster } from "./resize-image.ts";

/** The plan's input where it is an image. */
export type ImageInput = Extract<Plan["input"], { readonly kind: "image" }>;

/**
 * An example's values from an image whose intensities are 0 (no light) to 1 (full light): the plan's channels (grey is
 * the luma of ITU-R BT.601), size, polarity, range, and each channel's mean and deviation, in this order.
 * @throws RangeError if the image has neither one nor three channels.
 */
export function imageValues(image: Raster, input: ImageInput): Float32Array {
  const resized = resizeImage(withChannels(image, input.channels), input.width, input.height).data;
  const inverted = input.polarity !== "as-is" && polarityOf(resized) !== input.polarity;
  const [least, greatest] = input.range;
  return resized.map((value, index) =>
    normalised(input, least + (greatest - least) * (inverted ? 1 - value : value), index % input.channels),
  );
}

/** What the model sees for a value within the plan's range. */
export function normalised(
  { mean, std }: Pick<ImageInput, "mean" | "std">,
  value: number,
  channel: number,
): number {
  return (value - (mean?.[channel] ?? 0)) / (std?.[channel] ?? 1);
}

/** Figures cover less than half of an image, so its mean is nearer to the ground than to the figure. */
function polarityOf(values: Float32Array): "light-on-dark" | "dark-on-light" {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean > 0.5 ? "dark-on-light" : "light-on-dark";
}

function withChannels(image: Raster, channels: 1 | 3): Raster {
  const { width, height, data } = image;
  if (image.channels === channels) return image;
  if (image.channels === 1) {
    const colour = Float32Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)]!);
    return { width, height, channels, data: colour };
  }
  if (image.channels !== 3) throw new RangeError(`an image has 1 or 3 channels, not ${image.channels}`);
  const grey = Float32Array.from(
    { length: data.length / 3 },
    (_, i) => 0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!,
  );
  return { width, height, channels, data: grey };
}
