import type { Primitives, Signer } from "../identity/index.ts";
import { addMasks } from "../masks/index.ts";
import type { MaskPort, MaskSource } from "../masks/index.ts";
import type { Random } from "../support/index.ts";

/** Expands masks on the thread that asks. */
export function localMasks(source: MaskSource): MaskPort {
  return {
    add(words, masks) {
      addMasks(words, masks, source);
      return Promise.resolve();
    },
  };
}

/** What a participant's steps draw on. */
export interface ParticipantPorts {
  readonly primitives: Primitives;
  /** Private and fresh: keys, shares and seeds come from it. */
  readonly random: Random;
  readonly masks: MaskPort;
  /** The client's identity. */
  readonly signer: Signer;
}
