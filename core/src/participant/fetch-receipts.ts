import type { Primitives } from "../identity/index.ts";
import { documentDigest } from "../identity/index.ts";
import type { Cancellation } from "../support/index.ts";
import { canonicalBytes } from "../support/index.ts";
import type { Connection } from "./connection.ts";
import type { SeenReceipt } from "./ports.ts";
import type { Request } from "./protocol.ts";

/** Receipts asked for at once. */
const receiptsPerCall = 500;

/** Follows the chain from the receipt that was seen: the newest of those that continue it, or the round in which it breaks. */
export async function fetchReceipts(
  { task, seen, toRound }: Extract<Request, { kind: "fetch-receipts" }>,
  connection: Connection,
  primitives: Primitives,
  signal: Cancellation,
): Promise<
  | { readonly kind: "receipts-fetched"; readonly seen: SeenReceipt }
  | { readonly kind: "receipts-broken"; readonly round: number }
> {
  let newest: SeenReceipt = seen;
  while (newest.round < toRound) {
    const limit = Math.min(receiptsPerCall, toRound - newest.round);
    const receipts = await connection.getReceipts(task, newest.round + 1, limit, signal);
    for (const receipt of receipts) {
      if (receipt.round !== newest.round + 1 || receipt.previous !== newest.digest) {
        return { kind: "receipts-broken", round: newest.round };
      }
      const digest = documentDigest(canonicalBytes(receipt), primitives);
      newest = { ...newest, incarnation: receipt.incarnation, round: receipt.round, digest };
    }
    if (receipts.length === 0) return { kind: "receipts-broken", round: newest.round };
  }
  return { kind: "receipts-fetched", seen: newest };
}
