import type { Plan } from "@tributary/core/plan";
import type { Draw } from "@tributary/core/support";

/** Writes a changed copy of one image (height x width x channels, row by row) to `target`, which has the same length. */
export type Augment = (source: Float32Array, target: Float32Array, chance: Draw) => void;

/**
 * The plan's augmentation, or undefined if it asks for none (features are never augmented). First mirror, rotation and
 * shift in one bilinear resampling, then a square is erased, then noise is added and cut to the input's range.
 *
 * What comes in from outside the image is ground: dark for light-on-dark, light for dark-on-light; where the polarity is
 * not known, the edge's pixels go on, and an erased square has the middle of the range.
 */
export function augmentation(plan: Pick<Plan, "input" | "training">): Augment | undefined {
  const { input } = plan;
  if (input.kind !== "image") return undefined;
  const { shift, rotate, mirror, erase, noise } = plan.training.augmentation;
  const moves = shift > 0 || rotate > 0 || mirror > 0;
  if (!moves && erase === 0 && noise === 0) return undefined;
  const ground = groundOf(input);
  const square = ground ?? (input.range[0] + input.range[1]) / 2;
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
    if (noise > 0) addNoise(target, input.range, noise, chance);
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
  ground: number | undefined,
): void {
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const pixel = (row: number, column: number, channel: number): number => {
    if (ground !== undefined && (row < 0 || row >= height || column < 0 || column >= width)) return ground;
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
  value: number,
  chance: Draw,
): void {
  const across = Math.min(side, width);
  const along = Math.min(side, height);
  const left = chance.integer(width - across + 1);
  const top = chance.integer(height - along + 1);
  for (let row = top; row < top + along; row++) {
    const start = (row * width + left) * channels;
    image.fill(value, start, start + across * channels);
  }
}

function addNoise(
  image: Float32Array,
  [least, greatest]: readonly [number, number],
  noise: number,
  chance: Draw,
): void {
  const deviation = noise * (greatest - least);
  for (let i = 0; i < image.length; i++) {
    image[i] = Math.min(Math.max(image[i]! + deviation * chance.normal(), least), greatest);
  }
}
