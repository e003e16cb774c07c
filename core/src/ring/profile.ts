// Reals become integers modulo 2^B, so that sums are exact and free of order. Both modes use this encoding; under
// masks it is what makes them cancel.

export type RingProfile = "u24" | "u32";

/** How one round encodes: set by the coordinator within the plan's bounds and checked by every client. */
export interface EncodingBounds {
  readonly profile: RingProfile;
  /** S: the largest L2 norm of a delta. */
  readonly clip: number;
  /** c: the largest absolute value of one weighted coordinate; c <= S. */
  readonly range: number;
  /** The most updates that one sum may hold. */
  readonly participants: number;
}

const ringBits: Readonly<Record<RingProfile, number>> = { u24: 24, u32: 32 };

/** Bytes per coordinate on the wire. */
export function packedBytes(profile: RingProfile): number {
  return ringBits[profile] / 8;
}

/**
 * Q = 2^(q-1) - 1, the largest integer one coordinate may take, where q = B - ceil(log2 n), at most 24 since a
 * float32 has no more bits. Then n Q <= 2^(B-1) - 1: a sum of n coordinates does not wrap.
 */
export function quantisationLimit(bounds: EncodingBounds): number {
  const bits = Math.min(24, ringBits[bounds.profile] - Math.ceil(Math.log2(bounds.participants)));
  return 2 ** (bits - 1) - 1;
}

/** Why a sum under these bounds could wrap or carry too few bits, if it could; checked by plan and client alike. */
export function noWrapProblem(bounds: EncodingBounds): string | undefined {
  const limit = quantisationLimit(bounds);
  if (limit < 127) {
    return `${bounds.participants} participants leave ${bounds.profile} fewer than 8 bits per coordinate; choose u32 or a smaller cohort`;
  }
  if (bounds.participants * limit > 2 ** (ringBits[bounds.profile] - 1) - 1) {
    return `a sum of ${bounds.participants} coordinates up to ${limit} does not fit into ${bounds.profile}`;
  }
  return undefined;
}
