// For clients that nobody times: what they say is what they would say anyhow, made at less cost.
import type { Primitives } from "@tributary/core/identity";
import type { Mask } from "@tributary/core/masks";
import type { MaskPort } from "@tributary/core/secagg";
import { toHex } from "@tributary/core/support";

/** Primitives that verify a statement once, however many clients ask. */
export function verifyingOnce(primitives: Primitives): Primitives {
  const answers = new Map<string, Promise<boolean>>();
  return {
    ...primitives,
    verify(publicKey, message, signature) {
      const name = toHex(primitives.sha256(publicKey, signature, message));
      const answer = answers.get(name) ?? primitives.verify(publicKey, message, signature);
      answers.set(name, answer);
      return answer;
    },
  };
}

/** Masks that are put off until all vectors are in, for then most have cancelled. */
export interface DeferredMasks extends MaskPort {
  /** Adds what the sum of the vectors lacks. */
  settle(sum: Uint32Array, port: MaskPort): Promise<void>;
}

export function deferredMasks(): DeferredMasks {
  const owed = new Map<string, Mask>();
  return {
    add(_words, masks) {
      for (const { seed, sign } of masks) {
        const name = toHex(seed);
        // The other end of the same pair.
        if (owed.has(name)) owed.delete(name);
        else owed.set(name, { seed: Uint8Array.from(seed), sign });
      }
      return Promise.resolve();
    },
    settle: (sum, port) => port.add(sum, [...owed.values()]),
  };
}
