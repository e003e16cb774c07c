import type { Digest } from "@tributary/core/support";

/** Where what a client keeps to itself (the plan's tuning.keep) outlives the process. */
export interface KeptStore {
  /** The vector that was saved for this plan; undefined if there is none. */
  load(plan: Digest): Promise<Float32Array | undefined>;
  /** On disk when it resolves. */
  save(plan: Digest, kept: Float32Array): Promise<void>;
}

/** Keeps it as long as the trainer lives. */
export function keptInMemory(): KeptStore {
  const saved = new Map<Digest, Float32Array>();
  return {
    load: (plan) => Promise.resolve(saved.get(plan)),
    async save(plan, kept) {
      saved.set(plan, kept);
    },
  };
}
