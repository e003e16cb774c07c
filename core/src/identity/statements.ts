// What clients sign. A statement's bytes are
//   LP("tributary/v1 statement <method>") LP(task) u32be(round) u32be(attempt) SHA-256(LP(field)...)
// with the method's own fields in the order below, so that no signature serves another call, round or task.
import type { Digest, RoundKey, TaskId } from "../support/index.ts";
import { concat, fromHex, lengthPrefixed, u32be, utf8 } from "../support/index.ts";
import type { Primitives } from "./primitives.ts";

function statement(
  primitives: Primitives,
  method: string,
  key: { readonly task: TaskId; readonly round: number; readonly attempt: number },
  fields: readonly Uint8Array[],
): Uint8Array {
  return concat(
    lengthPrefixed(utf8(`tributary/v1 statement ${method}`), utf8(key.task)),
    u32be(key.round),
    u32be(key.attempt),
    primitives.sha256(lengthPrefixed(...fields)),
  );
}

/** Enroll: "this key is mine", bound to the coordinator's challenge and to the coordinator itself. */
export function enrollStatement(
  primitives: Primitives,
  call: {
    readonly task: TaskId;
    readonly coordinatorKey: Uint8Array;
    readonly publicKey: Uint8Array;
    readonly challenge: Uint8Array;
  },
): Uint8Array {
  const fields = [call.coordinatorKey, call.publicKey, call.challenge];
  return statement(primitives, "Enroll", { task: call.task, round: 0, attempt: 0 }, fields);
}

export function checkInStatement(
  primitives: Primitives,
  call: { readonly task: TaskId; readonly lastRoundSeen: number },
): Uint8Array {
  const key = { task: call.task, round: 0, attempt: 0 };
  return statement(primitives, "CheckIn", key, [u32be(call.lastRoundSeen)]);
}

export function readyStatement(
  primitives: Primitives,
  call: { readonly key: RoundKey; readonly descriptor: Digest; readonly uploadSizeBytes: number },
): Uint8Array {
  return statement(primitives, "Ready", call.key, [fromHex(call.descriptor), u32be(call.uploadSizeBytes)]);
}

export function leaveStatement(
  primitives: Primitives,
  call: { readonly key: RoundKey; readonly reason: string },
): Uint8Array {
  return statement(primitives, "Leave", call.key, [utf8(call.reason)]);
}

export function commitUploadStatement(
  primitives: Primitives,
  call: { readonly key: RoundKey; readonly digest: Digest; readonly sizeBytes: number },
): Uint8Array {
  return statement(primitives, "CommitUpload", call.key, [fromHex(call.digest), u32be(call.sizeBytes)]);
}
