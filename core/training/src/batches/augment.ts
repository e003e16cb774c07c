import type { Plan } from "@tributary/core/plan";
import { normalised } from "@tributary/core/records";
import type { Draw } from "@tributary/core/support";

/** Writes a changed copy of one image (height x width x channels, row by row) to `target`, which has the same length. */
export type Augment = (source: Float32Array, target: Float32Array, chance: Draw) => void;

/**
 * The plan's augmentation, or undefined if it asks for none (features are never augmented). First mirror, rotation and
 * shift in one bilinear resampling, then a square is erased, then noise is added and cut to the input's range.
 *
 * What comes in from outside the image is ground: dark for light-on-dark, light for dark-on-light; where the polarity is
 * not known, the edge's pixels go on, and an erased square has the middle of the range. All of them as the model sees them,
 * hence channel by channel where channels have a mean and a deviation of their own.
 */
export function augmentation(plan: Pick<Plan, "input" | "training">): Augment | undefined {
  const { input } = plan;
  if (input.kind !== "image") return undefined;
  const { shift, rotate, mirror, erase, noise } = plan.training.augmentation;
  const moves = shift > 0 || rotate > 0 || mirror > 0;
  if (!moves && erase === 0 && noise === 0) return undefined;
  const channels = Array.from({ length: input.channels }, (_, channel) => channel);
  const seen = (value: number): readonly number[] =>
    channels.map((channel) => normalised(input, value, channel));
  const [least, greatest] = input.range;
  const level = groundOf(input);
  const ground = level === undefined ? undefined : seen(level);
  const square = ground ?? seen((least + greatest) / 2);
  const darkest = seen(least);
  const lightest = seen(greatest);
  return (source, target, chance) => {
    if (moves) {
      const movement = {
        mirrored: chance.uniform() < mirror,
        radians: rotate === 0 ? 0 : ((2 * chance.uniform() - 1) * rotate * Math.PI) / 180,
        right: shift === 0 ? 0 : chance.integer(2 * shift + 1) - shift,
        down: shift === 0 ? 0 : chance.integer(2 * shift + 1) - shift,
      };
      move(source, target, input, movement, ground);
    } else {
      target.set(source);
    }
    if (erase > 0) eraseSquare(target, input, erase, square, chance);
    if (noise > 0) addNoise(target, darkest, lightest, noise, chance);
  };
}

type ImageInput = Extract<Plan["input"], { kind: "image" }>;

function groundOf({ polarity, range }: ImageInput): number | undefined {
  switch (polarity) {
    case "light-on-dark":
      return range[0];
    case "dark-on-light":
      return range[1];
    case "as-is":
      return undefined;
    default:
      return polarity satisfies never;
  }
}

interface Movement {
  readonly mirrored: boolean;
  /** Clockwise, as rows count downwards. */
  readonly radians: number;
  /** Whole pixels, so that a shift alone blurs nothing. */
  readonly right: number;
  readonly down: number;
}

function move(
  source: Float32Array,
  target: Float32Array,
  { width, height, channels }: ImageInput,
  { mirrored, radians, right, down }: Movement,
  ground: readonly number[] | undefined,
): void {
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const pixel = (row: number, column: number, channel: number): number => {
    if (ground !== undefined && (row < 0 || row >= height || column < 0 || column >= width)) {
      return ground[channel]!;
    }
    const y = Math.min(Math.max(row, 0), height - 1);
    const x = Math.min(Math.max(column, 0), width - 1);
    return source[(y * width + x) * channels + channel]!;
  };
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      // Where this pixel comes from: the movement backwards.
      const dx = column - middleX - right;
      const dy = row - middleY - down;
      const turnedX = cos * dx + sin * dy + middleX;
      const y = cos * dy - sin * dx + middleY;
      const x = mirrored ? width - 1 - turnedX : turnedX;
      const top = Math.floor(y);
      const left = Math.floor(x);
      const lower = y - top;
      const righter = x - left;
      for (let channel = 0; channel < channels; channel++) {
        const upperRow = (1 - righter) * pixel(top, left, channel) + righter * pixel(top, left + 1, channel);
        const lowerRow =
          (1 - righter) * pixel(top + 1, left, channel) + righter * pixel(top + 1, left + 1, channel);
        target[at++] = (1 - lower) * upperRow + lower * lowerRow;
      }
    }
  }
}

/** A square that lies wholly inside the image; one larger than the image covers all of that side. */
function eraseSquare(
  image: Float32Array,
  { width, height, channels }: ImageInput,
  side: number,
  values: readonly number[],
  chance: Draw,
): void {
  const across = Math.min(side, width);
  const along = Math.min(side, height);
  const left = chance.integer(width - across + 1);
  const top = chance.integer(height - along + 1);
  for (let row = top; row < top + along; row++) {
    const start = (row * width + left) * channels;
    for (let i = 0; i < across * channels; i++) image[start + i] = values[i % channels]!;
  }
}

/** Of a deviation that is so large a part of each channel's range, in which the values stay. */
function addNoise(
  image: Float32Array,
  least: readonly number[],
  greatest: readonly number[],
  noise: number,
  chance: Draw,
): void {
  const channels = least.length;
  for (let i = 0; i < image.length; i++) {
    const [low, high] = [least[i % channels]!, greatest[i % channels]!];
    image[i] = Math.min(Math.max(image[i]! + noise * (high - low) * chance.normal(), low), high);
  }
}
