import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { imageValues } from "./image-values.ts";

/** How a record's numbers make up an image: height x width x channels, row by row. */
export interface PixelFormat {
  readonly width: number;
  readonly height: number;
  /** 1: grey, 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** The number that stands for full light; 0 stands for none. */
  readonly scale: number;
}

/** Makes an example's values from a record's numbers. */
export interface ValueReader {
  /** Numbers that a record must have. */
  readonly count: number;
  /** The values as the plan wants them, or which number is wrong and why. */
  read(
    numbers: readonly number[],
  ): Result<Float32Array, { readonly index: number; readonly message: string }>;
}

/** The reader for the plan's input, or why these records cannot serve it. */
export function valueReader(
  input: Plan["input"],
  pixels: PixelFormat | undefined,
): Result<ValueReader, string> {
  switch (input.kind) {
    case "features":
      if (pixels !== undefined) return err("the plan's input is features, not an image: give no image size");
      return ok(featureReader(input));
    case "image":
      if (pixels === undefined) {
        return err(
          "the plan's input is an image: give the size that the numbers make up, and the number that stands " +
            "for full light, such as 8x8x1 and 16",
        );
      }
      if (!(pixels.scale > 0 && Number.isFinite(pixels.scale))) {
        return err(`expected a scale above 0, got ${pixels.scale}`);
      }
      return ok(pixelReader(input, pixels));
    case "text":
      return err("the plan's input is text, not numbers: give examples with a text");
    default:
      return input satisfies never;
  }
}

function featureReader({ size, mean, scale }: Extract<Plan["input"], { kind: "features" }>): ValueReader {
  return {
    count: size,
    read(numbers) {
      const values = Float32Array.from(numbers, (value, i) => (value - (mean?.[i] ?? 0)) / (scale?.[i] ?? 1));
      const index = values.findIndex((value) => !Number.isFinite(value));
      if (index === -1) return ok(values);
      return err({ index, message: `${numbers[index]} is too large for a 32-bit float once it is scaled` });
    },
  };
}

function pixelReader(
  input: Extract<Plan["input"], { kind: "image" }>,
  { width, height, channels, scale }: PixelFormat,
): ValueReader {
  return {
    count: width * height * channels,
    read(numbers) {
      const index = numbers.findIndex((value) => value < 0 || value > scale);
      if (index !== -1) {
        return err({ index, message: `expected a pixel from 0 to ${scale}, got ${numbers[index]}` });
      }
      const data = Float32Array.from(numbers, (value) => value / scale);
      return ok(imageValues({ width, height, channels, data }, input));
    },
  };
}
