import type { Digest } from "@tributary/core/support";
import { CallError, downloadPieceBytes } from "@tributary/core/wire";

import type { TaskState } from "../round/index.ts";
import { callerOf } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { mayDownload } from "./reads.ts";

/** A blob that a caller may have. */
export interface OpenBlob {
  readonly sizeBytes: number;
  /** Whether anybody may have it. */
  readonly isPublic: boolean;
  /** The bytes from `from` up to `to`, in pieces that are lent until the next is asked for. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/**
 * Opens a blob by its digest alone, for whoever may download it: operators any, clients the models of all tasks, anybody
 * those of tasks whose model is public.
 * @throws CallError `unauthenticated`, which does not tell whether it is here, or `not-found`
 */
export type BlobAccess = (digest: Digest, token: string | undefined) => Promise<OpenBlob>;

/** @param isOperator whether a token is the operator's */
export function blobAccess(desk: Desk, isOperator: (token: string | undefined) => boolean): BlobAccess {
  const { blobs, ledger, meter } = desk;

  async function isPublic(tasks: readonly TaskState[]): Promise<boolean> {
    for (const task of tasks) if ((await desk.terms.of(task)).plan.publicModel) return true;
    return false;
  }

  return async (digest, token) => {
    const tasks = [...ledger.state.tasks.values()].filter((task) => mayDownload(task, digest));
    const forAll = await isPublic(tasks);
    const operator = isOperator(token);
    if (!forAll && !operator) callerOf(desk, { token });
    const sizeBytes = tasks.length > 0 || operator ? await blobs.size(digest) : undefined;
    if (sizeBytes === undefined) throw new CallError("not-found", "there is no such blob here");
    const [task] = tasks;
    return {
      sizeBytes,
      isPublic: forAll,
      async *read(from, to) {
        const pieces = await blobs.read(digest, from, downloadPieceBytes);
        if (pieces === undefined) throw new CallError("not-found", "the blob is no longer here");
        let left = to - from;
        for await (const piece of pieces) {
          const part = piece.subarray(0, left);
          left -= part.length;
          if (task !== undefined) meter.add(task.task, part.length);
          yield part;
          if (left <= 0) return;
        }
      },
    };
  };
}
