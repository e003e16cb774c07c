import type { Draw } from "@tributary/core/support";

/**
 * A draw from the gamma distribution with the given shape and scale 1 (Marsaglia and Tsang, 2000; shapes below 1 by
 * their section 6). It rests on Math.log and Math.pow, so an engine other than V8 may deal an example or two differently.
 */
export function gamma(shape: number, chance: Draw): number {
  if (!(shape > 0)) throw new RangeError(`a gamma distribution of shape ${shape}`);
  if (shape < 1) return gamma(shape + 1, chance) * Math.pow(1 - chance.uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = chance.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - chance.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
