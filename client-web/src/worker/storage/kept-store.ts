import type { Digest } from "@tributary/core/support";
import type { KeptStore } from "@tributary/training/web";

import type { Database } from "./database.ts";

/** What this client keeps of its tasks (the plan's tuning.keep), in IndexedDB. */
export function keptStore(database: Database, coordinator: Digest): KeptStore {
  const keyOf = (plan: Digest): string => `${coordinator}/${plan}`;
  return {
    async load(plan) {
      const kept = await database.get("kept", keyOf(plan));
      return kept instanceof Float32Array ? kept : undefined;
    },
    save: (plan, kept) => database.put("kept", keyOf(plan), kept),
  };
}
