import { commitUploadStatement } from "@tributary/core/identity";
import type { Refusal } from "@tributary/core/rounds";
import { acceptMaskedInput } from "@tributary/core/secagg";
import type { ClientId, Result, RoundKey } from "@tributary/core/support";
import { err, ok } from "@tributary/core/support";
import type { CommitUploadCall } from "@tributary/core/wire";
import { readCommitUpload, readPutChunk, readRoundKey } from "@tributary/core/wire";

import type { AttemptSum, UploadRecord } from "../aggregation/index.ts";
import { mayUpload } from "../round/index.ts";
import type { Declined } from "../round/index.ts";
import { declinedError, fullDisk, refusalError } from "./call-errors.ts";
import { badStatement, refusedOf } from "./check-in.ts";
import { callerOf, isStatementOf } from "./desk.ts";
import type { Desk, Methods } from "./desk.ts";

/** Updates on their way in: pieces, and the commit that counts them. */
export function uploadMethods(desk: Desk): Methods<"UploadStatus" | "PutChunk" | "CommitUpload"> {
  const { ledger, primitives, sums } = desk;

  /** The sum that takes this client's upload; for an attempt that ended meanwhile, why it takes none. */
  async function sumFor(key: RoundKey, client: ClientId): Promise<Result<AttemptSum, Refusal>> {
    const sum = await sums.of(key);
    if (sum !== undefined) return ok(sum);
    const standing = mayUpload(ledger.state, key, client);
    return standing.ok
      ? err({ reason: "late", detail: `round ${key.round} collects no more updates` })
      : standing;
  }

  async function commit(call: CommitUploadCall, client: ClientId): Promise<Result<void, Refusal>> {
    const { key, digest, sizeBytes } = call;
    const problem = await statementProblem(call, client);
    if (problem !== undefined) return err(problem);
    const standing = mayUpload(ledger.state, key, client);
    if (!standing.ok) return standing;
    if (standing.value.standing === "invited" && standing.value.uploadSizeBytes !== sizeBytes) {
      const detail = `${standing.value.uploadSizeBytes} bytes were announced, ${sizeBytes} were signed`;
      return err(await rejectedForGood(key, client, { reason: "size-mismatch", detail }));
    }
    if (standing.value.standing === "accepted") {
      const replay = uploadRecord(desk, call, client).standing();
      return replay.ok ? ok(undefined) : replay;
    }
    const sum = await sumFor(key, client);
    return sum.ok ? sum.value.commit({ client, digest, sizeBytes }, uploadRecord(desk, call, client)) : sum;
  }

  /** Why the call's statement does not stand; in mode secure it is the session's to judge. */
  async function statementProblem(call: CommitUploadCall, client: ClientId): Promise<Refusal | undefined> {
    const { key, signature, ...upload } = call;
    if (ledger.state.tasks.get(key.task)?.terms.mode !== "secure") {
      const statement = commitUploadStatement(primitives, call);
      return (await isStatementOf(desk, client, statement, signature)) ? undefined : badStatement;
    }
    const standing = mayUpload(ledger.state, key, client);
    if (!standing.ok) return standing.error;
    // Whoever is accepted proved it then; its commit may come again when the session is gone.
    if (standing.value.standing === "accepted") return undefined;
    const exchange = await desk.exchanges.of(key);
    if (exchange === undefined)
      return { reason: "late", detail: `round ${key.round} collects no more updates` };
    const decided = await acceptMaskedInput(exchange.state, { client, signature, ...upload }, primitives);
    return decided.ok ? undefined : decided.error;
  }

  /**
   * Records that this client's update is refused, and deletes what came of it; or, if one was accepted while this call
   * was on its way, leaves it and says so.
   */
  async function rejectedForGood(key: RoundKey, client: ClientId, refusal: Refusal): Promise<Refusal> {
    const sum = await sums.of(key);
    const rejected = await reject(desk, key, client, refusal);
    if (!rejected.ok) return rejected.error.outcome === "rejected" ? rejected.error : refusal;
    await sum?.discard(client);
    return refusal;
  }

  return {
    async UploadStatus(request, context) {
      const client = callerOf(desk, context);
      const key = readRoundKey("key", request.key);
      const standing = mayUpload(ledger.state, key, client);
      if (!standing.ok) throw refusalError(standing.error);
      if (standing.value.standing === "accepted") return { haveBytes: 0, committed: true };
      const sum = await sumFor(key, client);
      if (!sum.ok) throw refusalError(sum.error);
      return { haveBytes: await sum.value.heldBytes(client), committed: false };
    },

    async PutChunk(request, context) {
      const client = callerOf(desk, context);
      const { key, offset, data } = readPutChunk(request);
      const standing = mayUpload(ledger.state, key, client);
      if (!standing.ok) return { refused: refusedOf(standing.error) };
      // A replay, after the commit, of a piece that was taken: the first answer.
      if (standing.value.standing === "accepted") return { nextOffset: offset + data.length };
      const sum = await sumFor(key, client);
      if (!sum.ok) return { refused: refusedOf(sum.error) };
      try {
        const next = await sum.value.put(client, offset, data, standing.value.uploadSizeBytes);
        if (next.ok) return { nextOffset: next.value };
        if (next.error.reason === "late") return { refused: refusedOf(next.error) };
        return { refused: refusedOf(await rejectedForGood(key, client, next.error)) };
      } catch (error) {
        return { refused: fullDisk(desk.onTrouble, "keep an upload", error) };
      }
    },

    async CommitUpload(request, context) {
      const client = callerOf(desk, context);
      const call = readCommitUpload(request);
      try {
        const committed = await commit(call, client);
        return committed.ok ? { accepted: {} } : { refused: refusedOf(committed.error) };
      } catch (error) {
        return { refused: fullDisk(desk.onTrouble, "keep an upload", error) };
      }
    },
  };
}

function uploadRecord(desk: Desk, call: CommitUploadCall, client: ClientId): UploadRecord {
  const { ledger } = desk;
  const { key, digest, sizeBytes } = call;
  function standing(): Result<"wanted" | "accepted", Refusal> {
    const found = mayUpload(ledger.state, key, client);
    if (!found.ok) return found;
    if (found.value.standing === "invited") return ok("wanted");
    if (found.value.update.digest === digest) return ok("accepted");
    return err({
      reason: "conflicting-replay",
      detail: "another update of this client was accepted before",
    });
  }

  return {
    standing,
    async standingOnDisk() {
      await ledger.settle();
      return standing();
    },
    async accept() {
      const accepted = await ledger.execute({ kind: "upload-committed", key, client, digest, sizeBytes });
      if (accepted.ok) return ok(undefined);
      if (accepted.error.outcome === "rejected") return err(accepted.error);
      throw declinedError(accepted.error);
    },
    async reject(refusal) {
      await reject(desk, key, client, refusal);
    },
  };
}

/** For an attempt that has ended it makes no difference any more whether it was recorded. */
function reject(
  { ledger }: Desk,
  key: RoundKey,
  client: ClientId,
  { reason, detail }: Refusal,
): Promise<Result<unknown, Declined>> {
  return ledger.execute({ kind: "upload-rejected", key, client, reason, detail });
}
