import type { Primitives } from "../identity/index.ts";
import { documentDigest } from "../identity/index.ts";
import type { Cancellation } from "../support/index.ts";
import { canonicalBytes } from "../support/index.ts";
import type { Connection } from "./connection.ts";
import type { SeenReceipt } from "./ports.ts";
import type { Request } from "./protocol.ts";

/** Receipts asked for at once. */
const receiptsPerCall = 500;

/**
 * Follows the chain from the receipt that was seen, or from the task's first: the newest of those that continue it, or the
 * round in which it breaks.
 */
export async function fetchReceipts(
  { task, seen, toRound }: Extract<Request, { kind: "fetch-receipts" }>,
  connection: Connection,
  primitives: Primitives,
  signal: Cancellation,
): Promise<
  | { readonly kind: "receipts-fetched"; readonly seen: SeenReceipt }
  | { readonly kind: "receipts-broken"; readonly round: number }
> {
  let newest: SeenReceipt | undefined = seen;
  for (;;) {
    const reached: number = newest?.round ?? 0;
    if (newest !== undefined && reached >= toRound) return { kind: "receipts-fetched", seen: newest };
    const limit = Math.min(receiptsPerCall, toRound - reached);
    const receipts = await connection.getReceipts(task, reached + 1, limit, signal);
    if (receipts.length === 0) return { kind: "receipts-broken", round: reached };
    for (const receipt of receipts) {
      const { incarnation, round, previous, evaluation } = receipt;
      const last: number = newest?.round ?? 0;
      if (round !== last + 1 || previous !== (newest?.digest ?? null))
        return { kind: "receipts-broken", round: last };
      const digest = documentDigest(canonicalBytes(receipt), primitives);
      const base: SeenReceipt["base"] = round === 1 ? evaluation : newest?.base;
      newest = { incarnation, round, digest, ...(base !== undefined && { base }) };
    }
  }
}
