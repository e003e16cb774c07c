// Members of a session's roster as a set of bits: bit i (byte i / 8, the lowest bit first) is its i-th client.
import type { ClientId } from "../support/index.ts";
import { FieldError } from "./fields.ts";

/** @param clients the roster's, in its order */
export function writeMembers(clients: readonly ClientId[], members: readonly ClientId[]): Uint8Array {
  const chosen = new Set(members);
  const bits = new Uint8Array(Math.ceil(clients.length / 8));
  for (const [i, client] of clients.entries()) {
    if (chosen.has(client)) bits[i >> 3] = bits[i >> 3]! | (1 << (i & 7));
  }
  return bits;
}

/** The members, in the roster's order. @throws FieldError unless the set is one of this roster */
export function readMembers(
  field: string,
  clients: readonly ClientId[],
  bits: Uint8Array,
): readonly ClientId[] {
  const size = Math.ceil(clients.length / 8);
  const unused = (bits.at(-1) ?? 0) >> (clients.length & 7 || 8);
  if (bits.length !== size || unused !== 0) {
    throw new FieldError(`${field} is no set of ${clients.length} clients`);
  }
  return clients.filter((_, i) => ((bits[i >> 3] ?? 0) & (1 << (i & 7))) !== 0);
}

/** Pieces of equal size that lie end to end. @throws FieldError if the bytes are not whole pieces, or more than `most` */
export function readPieces(
  field: string,
  bytes: Uint8Array,
  pieceBytes: number,
  most: number,
): readonly Uint8Array[] {
  const count = bytes.length / pieceBytes;
  if (!Number.isInteger(count) || count > most) {
    throw new FieldError(`${field} has ${bytes.length} bytes, expected at most ${most} times ${pieceBytes}`);
  }
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes));
}
