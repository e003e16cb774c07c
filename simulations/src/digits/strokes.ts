/** A point of a figure. While a figure is being written its box is -0.5 .. 0.5 each way, x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a pen draws without being lifted: the corners of a polyline. */
export type Stroke = readonly Point[];

type Pair = readonly [x: number, y: number];

/** Straight lines from corner to corner. */
export function line(...corners: readonly Pair[]): Stroke {
  return corners.map(([x, y]) => ({ x, y }));
}

const stepsPerSpan = 6;

/** A smooth line through the points (the centripetal idea left out: a uniform Catmull-Rom spline), ends included. */
export function curve(...through: readonly Pair[]): Stroke {
  const points = line(...through);
  const at = (index: number): Point => points[Math.min(Math.max(index, 0), points.length - 1)]!;
  return spline(points.length - 1, at);
}

/** A smooth closed line through the points. */
export function loop(...through: readonly Pair[]): Stroke {
  const points = line(...through);
  return spline(points.length, (index) => points[(index + points.length) % points.length]!);
}

// Span i runs from at(i) to at(i + 1).
function spline(spans: number, at: (index: number) => Point): Stroke {
  const sampled: Point[] = [at(0)];
  for (let i = 0; i < spans; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 1; step <= stepsPerSpan; step++) {
      const t = step / stepsPerSpan;
      const mix = (p: number, q: number, r: number, s: number): number =>
        0.5 *
        (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
      sampled.push({ x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) });
    }
  }
  return sampled;
}
