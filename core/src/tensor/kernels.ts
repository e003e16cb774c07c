// Loops over flat F32 vectors. The first vector is changed in place, the others are read; sums of squares are
// carried in float64. Vectors of unequal length are a broken assumption: RangeError.

function requireEqualLengths(target: Float32Array, source: Float32Array): void {
  if (target.length !== source.length) {
    throw new RangeError(`the vectors have ${target.length} and ${source.length} elements`);
  }
}

/** target += source. */
export function addTo(target: Float32Array, source: Float32Array): void {
  requireEqualLengths(target, source);
  for (let i = 0; i < target.length; i++) target[i]! += source[i]!;
}

/** target += factor x source, each element rounded once. */
export function addScaledTo(target: Float32Array, factor: number, source: Float32Array): void {
  requireEqualLengths(target, source);
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

/** target *= factor. */
export function scaleBy(target: Float32Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! *= factor;
}

/** The Euclidean length; infinite or NaN if an element is. */
export function l2Norm(vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}

/** Whether no element is NaN or infinite. */
export function allFinite(vector: Float32Array): boolean {
  for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i]!)) return false;
  return true;
}

/**
 * target *= min(1, bound / |target|); true if that shortened it. Rounding may leave the length above the bound by
 * a few parts in 10^8.
 * @throws RangeError if the bound is not positive or the vector is not finite: no scale would make it so.
 */
export function clipToNorm(target: Float32Array, bound: number): boolean {
  const norm = l2Norm(target);
  if (!(bound > 0) || !Number.isFinite(norm)) {
    throw new RangeError(`a vector of length ${norm} cannot be clipped to ${bound}`);
  }
  if (norm <= bound) return false;
  scaleBy(target, bound / norm);
  return true;
}
