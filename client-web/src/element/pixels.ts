import type { ImageInput } from "@tributary/core/records";

/** A picture as the model is given it, as one to look at: red, green, blue, alpha, row by row. */
export function pixelsOf(values: Float32Array, input: ImageInput): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, range, mean, std } = input;
  const [least, greatest] = range;
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const channel = channels === 1 ? 0 : colour;
      const seen = (values[pixel * channels + channel] ?? 0) * (std?.[channel] ?? 1) + (mean?.[channel] ?? 0);
      pixels[4 * pixel + colour] = (255 * (seen - least)) / (greatest - least);
    }
    pixels[4 * pixel + 3] = 255;
  }
  return pixels;
}
