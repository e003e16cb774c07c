import type { Refusal, RefusalReason } from "@tributary/core/rounds";
import { UserError } from "@tributary/core/support";
import type { CallCode } from "@tributary/core/wire";
import { CallError, FieldError } from "@tributary/core/wire";
import { StorageError } from "@tributary/node-platform";

import { remark } from "../round/index.ts";
import type { Declined } from "../round/index.ts";
import type { Trouble } from "./workshop.ts";

/** The code under which a refusal travels where the answer has no place of its own for it. */
const codes: Readonly<Record<RefusalReason, CallCode>> = {
  "not-enrolled": "unauthenticated",
  revoked: "permission-denied",
  "unknown-task": "not-found",
  "task-not-running": "failed-precondition",
  "wrong-round": "failed-precondition",
  "no-lease": "failed-precondition",
  "not-invited": "failed-precondition",
  late: "failed-precondition",
  "bad-statement": "permission-denied",
  "conflicting-replay": "failed-precondition",
  "too-large": "out-of-range",
  "size-mismatch": "out-of-range",
  "digest-mismatch": "invalid-argument",
  unreadable: "invalid-argument",
  "missing-tensor": "invalid-argument",
  "extra-tensor": "invalid-argument",
  "wrong-shape": "invalid-argument",
  "out-of-range": "invalid-argument",
  "norm-exceeded": "invalid-argument",
  "bad-meta": "invalid-argument",
  "wrong-descriptor": "failed-precondition",
  "not-a-member": "permission-denied",
  "not-in-cohort": "failed-precondition",
  "cohort-full": "failed-precondition",
  "duplicate-key": "invalid-argument",
  "wrong-roster": "failed-precondition",
  "wrong-survivors": "failed-precondition",
  malformed: "invalid-argument",
  quarantined: "permission-denied",
  "storage-full": "resource-exhausted",
  overloaded: "resource-exhausted",
};

export function refusalError({ reason, detail }: Refusal): CallError {
  return new CallError(codes[reason], `${reason}: ${remark(detail)}`);
}

export function declinedError(declined: Declined): CallError {
  switch (declined.outcome) {
    case "rejected":
      return refusalError(declined);
    case "invalid": {
      const absent = declined.reason === "unknown-task" || declined.reason === "unknown-client";
      return new CallError(absent ? "not-found" : "failed-precondition", declined.detail);
    }
    case "discarded":
      return new CallError("failed-precondition", declined.detail);
    default:
      return declined satisfies never;
  }
}

/** What a caller is told of an error. The cause stays here: paths and stacks are nobody else's business. */
export function callErrorOf(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof FieldError) return new CallError("invalid-argument", error.message, { cause: error });
  if (error instanceof UserError)
    return new CallError("failed-precondition", error.message, { cause: error });
  if (error instanceof StorageError) {
    return error.fault === "full"
      ? new CallError("resource-exhausted", "storage-full: the coordinator's disk is full", { cause: error })
      : new CallError("unavailable", "the coordinator's disk failed; try again later", { cause: error });
  }
  return new CallError("internal", "the coordinator failed; its log says why", { cause: error });
}

/** A full disk refuses what came, and nothing else; the same call may succeed later. @throws the error, if it is another */
export function fullDisk(onTrouble: (trouble: Trouble) => void, doing: string, error: unknown): Refusal {
  if (!(error instanceof StorageError) || error.fault !== "full") throw error;
  onTrouble({ doing, task: undefined, error, retried: false });
  return { reason: "storage-full", detail: "the coordinator's disk is full; try again later" };
}
