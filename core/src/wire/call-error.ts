/** Why a call failed, with gRPC's names and numbers (grpc/grpc, statuscodes). */
export const callCodes = {
  cancelled: 1,
  "invalid-argument": 3,
  "deadline-exceeded": 4,
  "not-found": 5,
  "permission-denied": 7,
  "resource-exhausted": 8,
  "failed-precondition": 9,
  "out-of-range": 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export type CallCode = keyof typeof callCodes;

/** A call that has no answer: the other end refused it, or could not be reached. The message is for people. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: CallCode;

  constructor(code: CallCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The code of a gRPC status number; numbers without a name here are `internal`. */
export function callCodeOf(status: number): CallCode {
  for (const [code, number] of Object.entries(callCodes)) if (number === status) return code as CallCode;
  return "internal";
}

/** Whether the same call may succeed later without anybody mending anything. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof CallError &&
    (error.code === "unavailable" ||
      error.code === "deadline-exceeded" ||
      error.code === "resource-exhausted")
  );
}
