import { UserError } from "../support/index.ts";
import { CallError, isTransient } from "../wire/call-error.ts";
import { WrongBytes } from "./downloads.ts";
import type { Input } from "./protocol.ts";

type Failed = Omit<Extract<Input, { kind: "failed" }>, "nowMs">;

/** What a failure of a port means to the machine. @throws the error itself if it is none of those that are expected. */
export function failureOf(error: unknown): Failed {
  const failed = (failure: Failed["failure"], message: string): Failed => ({
    kind: "failed",
    failure,
    message,
  });
  if (error instanceof UserError) return failed("hopeless", error.message);
  if (error instanceof WrongBytes) return failed("attempt-lost", error.message);
  if (!(error instanceof CallError)) throw error;
  // Not by us: the other end closed the line while the call was under way.
  if (isTransient(error) || error.code === "cancelled") return failed("again", error.message);
  switch (error.code) {
    case "internal":
    case "not-found":
    case "failed-precondition":
    case "out-of-range":
      return failed("attempt-lost", error.message);
    default:
      return failed("hopeless", error.message);
  }
}
