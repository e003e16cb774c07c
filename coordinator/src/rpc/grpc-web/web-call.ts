import type { IncomingMessage, ServerResponse } from "node:http";

import { CallError } from "@tributary/core/wire";

import { written } from "../../http/written.ts";
import { callIsOver } from "../calls.ts";
import { statusOf } from "../status.ts";
import { messageHead, trailersFrame } from "./frames.ts";

const answered = { code: 0, details: "" };
/** Timers hold 31 bits of milliseconds; a longer one would ring at once. */
const longestTimerMs = 2 ** 31 - 1;

/** One call over HTTP/1.1: what ends it, and how its answer is written. */
export interface WebCall {
  /** Raised when the caller is gone, its time is up, or the call was ended from here. */
  readonly signal: AbortSignal;
  /** Ends the call with an error, whatever its handler is doing. */
  fail(error: CallError): void;
  /** Sends a message of a stream; resolves once it is on its way, or the call is over. */
  write(message: Buffer): Promise<void>;
  /** Ends an answer that went well; `message`: a unary call's. */
  end(message?: Buffer): void;
  /** Ends an answer with an error, unless it has ended. */
  endWith(error: CallError): void;
  /** Lets go of the timer. */
  release(): void;
}

export function beginWebCall(request: IncomingMessage, response: ServerResponse): WebCall {
  const controller = new AbortController();
  const { signal } = controller;
  const fail = (error: CallError): void => controller.abort(error);
  response.once("close", () => controller.abort(callIsOver));
  response.on("error", () => controller.abort(callIsOver));
  const timeoutMs = timeoutOf(request.headers["grpc-timeout"]);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => fail(new CallError("deadline-exceeded", "Deadline exceeded")),
          Math.min(timeoutMs, longestTimerMs),
        );

  function begin(bodyBytes?: number): void {
    if (response.headersSent) return;
    response.writeHead(200, {
      "content-type": "application/grpc-web+proto",
      "cache-control": "no-store",
      ...(bodyBytes === undefined
        ? // A proxy that gathers what it passes on would hold back the messages of a stream.
          { "x-accel-buffering": "no" }
        : { "content-length": bodyBytes }),
    });
  }

  function endBody(body: Buffer): void {
    if (response.destroyed || response.writableEnded) return;
    begin(body.length);
    response.end(body);
  }

  return {
    signal,
    fail,
    async write(message) {
      if (signal.aborted) return;
      begin();
      await written(response, [messageHead(message.length), message], signal);
    },
    end(message) {
      const trailers = trailersFrame(answered);
      endBody(
        message === undefined ? trailers : Buffer.concat([messageHead(message.length), message, trailers]),
      );
    },
    endWith: (error) => endBody(trailersFrame(statusOf(error))),
    release: () => clearTimeout(timer),
  };
}

const units: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** Milliseconds of a `grpc-timeout` (grpc/grpc, doc/PROTOCOL-HTTP2.md); one that cannot be read is none. */
function timeoutOf(header: string | readonly string[] | undefined): number | undefined {
  const [, count = "", unit = ""] = /^(\d{1,8})([HMSmun])$/.exec(String(header)) ?? [];
  const factor = units[unit];
  return factor === undefined ? undefined : Number(count) * factor;
}
