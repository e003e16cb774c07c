import { status } from "@grpc/grpc-js";
import type { CallCode, CallError } from "@tributary/core/wire";

const statuses: Readonly<Record<CallCode, status>> = {
  cancelled: status.CANCELLED,
  "invalid-argument": status.INVALID_ARGUMENT,
  "deadline-exceeded": status.DEADLINE_EXCEEDED,
  "not-found": status.NOT_FOUND,
  "permission-denied": status.PERMISSION_DENIED,
  "resource-exhausted": status.RESOURCE_EXHAUSTED,
  "failed-precondition": status.FAILED_PRECONDITION,
  "out-of-range": status.OUT_OF_RANGE,
  unimplemented: status.UNIMPLEMENTED,
  internal: status.INTERNAL,
  unavailable: status.UNAVAILABLE,
  unauthenticated: status.UNAUTHENTICATED,
};

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const longestDetails = 1_000;

/** A CallError as gRPC sends it: grpc-js puts the message through encodeURI, which throws at half a surrogate pair. */
export function statusOf({ code, message }: CallError): { readonly code: status; readonly details: string } {
  const details = message
    .replace(loneSurrogates, "\ufffd")
    .slice(0, longestDetails)
    // The cut may have split a pair.
    .replace(/[\ud800-\udbff]$/, "");
  return { code: statuses[code], details };
}
