import { imageValues } from "@tributary/core/records";
import type { ImageInput } from "@tributary/core/records";

import type { TaskDescription } from "../session.ts";

/** A point of a stroke, as shares of the pad's side. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly Point[];

/** Sides beyond which a drawing of a few strokes is no picture of its kind. */
const largestSide = 64;
/** Share of the picture's side that a drawing fills, and that half a pen stroke takes; as in data sets of digits. */
const filled = 0.72;
const penShare = 0.05;

/** The plan's picture, if it is so small that one can be drawn by hand. */
export function drawnInput({ plan: { input, labels } }: TaskDescription): ImageInput | undefined {
  if (input.kind !== "image" || labels.length === 0) return undefined;
  return Math.max(input.width, input.height) <= largestSide ? input : undefined;
}

/**
 * A drawing as the plan takes pictures: light strokes on a dark ground, in the middle and of one size wherever on the
 * pad they were drawn. A polarity of the plan holds besides.
 */
export function drawnValues(strokes: readonly Stroke[], input: ImageInput): Float32Array {
  const { width, height } = input;
  return imageValues({ width, height, channels: 1, data: inkOf(strokes, width, height) }, input);
}

/** Light for each pixel, 0 .. 1: by the distance of its centre to the nearest stroke. */
export function inkOf(strokes: readonly Stroke[], width: number, height: number): Float32Array {
  const points = strokes.flat();
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const extent = Math.max(Math.max(...xs) - left, Math.max(...ys) - top, 0.2);
  const side = Math.min(width, height);
  const scale = (filled * side) / extent;
  const midX = (left + Math.max(...xs)) / 2;
  const midY = (top + Math.max(...ys)) / 2;
  const place = ({ x, y }: Point): Point => ({
    x: width / 2 + (x - midX) * scale,
    y: height / 2 + (y - midY) * scale,
  });
  const placed = strokes.map((stroke) => stroke.map(place));
  const pen = Math.max(0.5, penShare * side);
  return Float32Array.from({ length: width * height }, (_, index) => {
    const centre = { x: (index % width) + 0.5, y: Math.floor(index / width) + 0.5 };
    const distance = Math.min(...placed.map((stroke) => distanceTo(stroke, centre)));
    return Math.min(1, Math.max(0, pen + 0.5 - distance));
  });
}

function distanceTo(stroke: Stroke, point: Point): number {
  const [first] = stroke;
  if (first === undefined) return Infinity;
  let nearest = Math.hypot(point.x - first.x, point.y - first.y);
  for (let i = 1; i < stroke.length; i++) {
    nearest = Math.min(nearest, segmentDistance(stroke[i - 1]!, stroke[i]!, point));
  }
  return nearest;
}

function segmentDistance(from: Point, to: Point, { x, y }: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / square;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - (from.x + share * dx), y - (from.y + share * dy));
}
