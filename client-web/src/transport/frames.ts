// The body of a gRPC-Web call (grpc/grpc, doc/PROTOCOL-WEB.md): frames of a byte of flags, four of length, big-endian,
// and as many bytes as that says. The last frame of an answer holds its trailers.
import { CallError } from "@tributary/core/wire";

export interface Frame {
  readonly kind: "message" | "trailers";
  readonly bytes: Uint8Array;
}

const headBytes = 5;
const compressedFlag = 0x01;
const trailersFlag = 0x80;
const largestTrailersBytes = 64 << 10;

/** A message behind its head, ready to be sent. */
export function framed(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headBytes + message.length);
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, headBytes);
  return frame;
}

/**
 * The frames of an answer as they come. A length is checked before anything is made for it, and memory grows with what
 * has come, not with what was promised.
 *
 * @throws CallError `resource-exhausted` for a frame beyond the limit, `internal` for one that is compressed,
 * `unavailable` if the answer ends within one
 */
export async function* framesOf(
  body: AsyncIterable<Uint8Array>,
  largestMessageBytes: number,
): AsyncGenerator<Frame> {
  const pending = new PendingBytes();
  let head: { readonly kind: Frame["kind"]; readonly length: number } | undefined;
  for await (const piece of body) {
    pending.add(piece);
    for (;;) {
      if (head === undefined) {
        if (pending.length < headBytes) break;
        head = headOf(pending.take(headBytes), largestMessageBytes);
      }
      if (pending.length < head.length) break;
      const { kind, length } = head;
      head = undefined;
      yield { kind, bytes: pending.take(length) };
    }
  }
  if (head !== undefined || pending.length > 0) throw new CallError("unavailable", "the answer broke off");
}

function headOf(head: Uint8Array, largestMessageBytes: number): Pick<Frame, "kind"> & { length: number } {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const flags = view.getUint8(0);
  const length = view.getUint32(1);
  if ((flags & compressedFlag) !== 0) {
    throw new CallError("internal", "the answer is compressed, which was not asked for");
  }
  const kind = (flags & trailersFlag) === 0 ? "message" : "trailers";
  const most = kind === "message" ? largestMessageBytes : largestTrailersBytes;
  if (length > most) {
    throw new CallError(
      "resource-exhausted",
      `a ${kind === "message" ? "message" : "trailer"} of ${length} bytes is larger than ${most}`,
    );
  }
  return { kind, length };
}

/** What has come and was not taken yet. */
class PendingBytes {
  #pieces: Uint8Array[] = [];
  length = 0;

  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** The first bytes, of which there are at least as many; a view where they lie in one piece. */
  take(count: number): Uint8Array {
    this.length -= count;
    const [first] = this.#pieces;
    if (first !== undefined && first.length > count) {
      this.#pieces[0] = first.subarray(count);
      return first.subarray(0, count);
    }
    if (first?.length === count) {
      this.#pieces.shift();
      return first;
    }
    const bytes = new Uint8Array(count);
    let filled = 0;
    let whole = 0;
    for (const piece of this.#pieces) {
      const part = piece.subarray(0, count - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (part.length < piece.length) {
        this.#pieces[whole] = piece.subarray(part.length);
        break;
      }
      whole++;
      if (filled === count) break;
    }
    this.#pieces.splice(0, whole);
    return bytes;
  }
}
