import type { Draw } from "@tributary/core/support";

/**
 * A copy of `ids` in which each token is `maskId` with chance `rate`. Special tokens are left as they are, and so are
 * counted ones: what a language model is to predict is read off the same tokens.
 */
export function tokenDropout(
  ids: Float32Array,
  counted: Uint8Array | undefined,
  rate: number,
  maskId: number,
  special: ReadonlySet<number>,
  chance: Draw,
): Float32Array {
  return ids.map((id, at) => {
    if (special.has(id) || counted?.[at] === 1) return id;
    return chance.uniform() < rate ? maskId : id;
  });
}
