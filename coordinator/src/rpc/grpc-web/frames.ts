// gRPC-Web's frames (grpc/grpc, doc/PROTOCOL-WEB.md): a byte of flags, four of length, big-endian, and as many bytes.
import type { IncomingMessage } from "node:http";

import { CallError } from "@tributary/core/wire";

import type { statusOf } from "../status.ts";

const headBytes = 5;
const compressedFlag = 0x01;
const trailersFlag = 0x80;

/** The head of a message's frame. */
export function messageHead(length: number): Buffer {
  return headOf(0, length);
}

function headOf(flags: number, length: number): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(flags);
  head.writeUInt32BE(length, 1);
  return head;
}

/** The last frame of an answer: HTTP's own trailers are nothing that a browser shows to a page. */
export function trailersFrame({ code, details }: ReturnType<typeof statusOf>): Buffer {
  const message = details === "" ? "" : `grpc-message:${encodeURI(details)}\r\n`;
  const text = Buffer.from(`grpc-status:${code}\r\n${message}`);
  return Buffer.concat([headOf(trailersFlag, text.length), text]);
}

/**
 * The one message of a request. Its length is checked when its head has come, and memory grows with what has come. A
 * request that is refused half way flows on into nothing, so that the answer reaches a caller that is still sending.
 *
 * @throws CallError, or the signal's reason
 */
export function readMessage(
  request: IncomingMessage,
  largestBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let received = 0;
    let whole: number | undefined;

    const done = (settle: () => void): void => {
      request.off("data", add).off("end", end).off("error", gone).off("close", gone);
      signal.removeEventListener("abort", stop);
      request.on("error", () => undefined);
      settle();
    };
    const refuse = (error: unknown): void =>
      done(() => {
        request.resume();
        reject(error);
      });
    const add = (piece: Buffer): void => {
      pieces.push(piece);
      received += piece.length;
      if (whole === undefined && received >= headBytes) {
        const head = Buffer.concat(pieces).subarray(0, headBytes);
        const problem = problemOf(head, largestBytes);
        if (problem !== undefined) return refuse(problem);
        whole = headBytes + head.readUInt32BE(1);
      }
      if (whole !== undefined && received > whole) {
        refuse(new CallError("unimplemented", "the request has more than one message"));
      }
    };
    const end = (): void => {
      if (received !== whole) return refuse(new CallError("internal", "the request has no whole message"));
      done(() => resolve(Buffer.concat(pieces).subarray(headBytes)));
    };
    const gone = (): void => refuse(new CallError("cancelled", "the caller is gone"));
    const stop = (): void => refuse(signal.reason);

    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    request.on("data", add).on("end", end).on("error", gone).on("close", gone);
  });
}

function problemOf(head: Buffer, largestBytes: number): CallError | undefined {
  const flags = head.readUInt8();
  const length = head.readUInt32BE(1);
  if ((flags & compressedFlag) !== 0) {
    return new CallError("unimplemented", "compressed messages are not taken here");
  }
  if (flags !== 0) return new CallError("internal", "the request does not begin with a message");
  if (length <= largestBytes) return undefined;
  return new CallError(
    "resource-exhausted",
    `Received message larger than max (${length} vs ${largestBytes})`,
  );
}
