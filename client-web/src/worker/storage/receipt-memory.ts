import type { Advertised, ReceiptMemory, SeenReceipt } from "@tributary/core/participant";
import type { Digest, TaskId } from "@tributary/core/support";

import type { Database } from "./database.ts";

/** What was seen of each task, and how far this origin's client has gone into secure aggregation, in IndexedDB. */
export function receiptMemory(database: Database): ReceiptMemory {
  const keyOf = (coordinator: Digest, task: TaskId): string => `${coordinator}/${task}`;
  // Only this code writes there, and IndexedDB gives back whole what it was given.
  return {
    load: async (coordinator, task) =>
      (await database.get("receipts", keyOf(coordinator, task))) as SeenReceipt | undefined,
    save: (coordinator, task, receipt) => database.put("receipts", keyOf(coordinator, task), receipt),
    loadAdvertised: async (coordinator, task) =>
      (await database.get("advertised", keyOf(coordinator, task))) as Advertised | undefined,
    saveAdvertised: (coordinator, task, advertised) =>
      database.put("advertised", keyOf(coordinator, task), advertised),
  };
}
