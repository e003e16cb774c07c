import { CallError } from "@tributary/core/wire";
import type { CallOptions, FederationTransport, Transport } from "@tributary/core/wire";
import { administrationCodec, federationCodec } from "@tributary/proto/codec";
import type { MethodCodec } from "@tributary/proto/codec";
import type { AdministrationMethods } from "@tributary/proto/methods";

import { beginCall } from "./call.ts";
import type { Call } from "./call.ts";
import { framed, framesOf } from "./frames.ts";
import { checkHead, checkTrailers } from "./outcome.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface WebTransportOptions {
  /** Of the coordinator, such as `https://fed.example:7070`. */
  readonly origin: string;
  readonly fetch: Fetch;
  /** Of an answer's message; default 8 MiB, as in Node. */
  readonly largestMessageBytes?: number;
}

/** Calls a coordinator over gRPC-Web: as participants do in a browser. */
export function createWebTransport(options: WebTransportOptions): FederationTransport {
  return webTransport("tributary.v1.Federation", federationCodec, options);
}

/** The same for operators' calls. */
export function createWebAdministration(options: WebTransportOptions): Transport<AdministrationMethods> {
  return webTransport("tributary.v1.Administration", administrationCodec, options);
}

type AnyCodec = MethodCodec<unknown, unknown, unknown, unknown>;

function webTransport<Methods>(
  service: string,
  codecs: object,
  { origin, fetch, largestMessageBytes = 8 << 20 }: WebTransportOptions,
): Transport<Methods> {
  const base = `${new URL(origin).origin}/${service}/`;
  const where = `the coordinator at ${new URL(origin).host}`;
  const closed = new AbortController();

  /** Answers' messages as they come; returns after trailers that say the call went well. */
  async function* messagesOf(method: string, request: Uint8Array, call: Call): AsyncGenerator<Uint8Array> {
    const response = await fetch(base + method, {
      method: "POST",
      headers: headersOf(call.options),
      body: framed(request),
      signal: call.signal,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    checkHead(response.status, response.headers, where);
    let ended = response.headers.has("grpc-status");
    for await (const { kind, bytes } of framesOf(piecesOf(response.body), largestMessageBytes)) {
      if (ended) throw new CallError("internal", `${where} went on after the end of its answer`);
      if (kind === "message") {
        yield bytes;
        continue;
      }
      checkTrailers(bytes);
      ended = true;
    }
    if (!ended) throw new CallError("unavailable", "the answer broke off");
  }

  const asCallError = (error: unknown, call: Call): CallError => {
    const failure = call.failure() ?? error;
    if (failure instanceof CallError) return failure;
    // What fetch throws says little by design; Node's has the reason in its cause.
    const reason = failure instanceof Error ? (failure.cause ?? failure) : failure;
    const words = reason instanceof Error ? reason.message : String(reason);
    return new CallError("unavailable", `${where} cannot be reached (${words})`, { cause: error });
  };

  const decoded = (codec: AnyCodec, bytes: Uint8Array, method: string): unknown => {
    try {
      return codec.decodeResponse(bytes);
    } catch (error) {
      throw new CallError("internal", `the answer to ${method} cannot be read`, { cause: error });
    }
  };

  async function* stream(method: string, request: unknown, options: CallOptions = {}): AsyncGenerator {
    const codec = Reflect.get(codecs, method) as AnyCodec;
    const bytes = codec.encodeRequest(request);
    const call = beginCall(options, closed.signal);
    try {
      for await (const message of messagesOf(method, bytes, call)) yield decoded(codec, message, method);
    } catch (error) {
      throw asCallError(error, call);
    } finally {
      call.end();
    }
  }

  async function unary(method: string, request: unknown, options?: CallOptions): Promise<unknown> {
    const answers: unknown[] = [];
    for await (const answer of stream(method, request, options)) {
      if (answers.push(answer) > 1) break;
    }
    if (answers.length === 1) return answers[0];
    const count = answers.length === 0 ? "nothing" : "more than one message";
    throw new CallError("internal", `${method} was answered with ${count}`);
  }

  const transport = {
    unary,
    stream,
    close: async (): Promise<void> => closed.abort(),
  };
  // Messages go through the codec; their types are the method tables', which no code can look up by a string.
  return transport as unknown as Transport<Methods>;
}

function headersOf({ token, timeoutMs }: CallOptions): Record<string, string> {
  return {
    "content-type": "application/grpc-web+proto",
    accept: "application/grpc-web+proto",
    "x-grpc-web": "1",
    ...(timeoutMs !== undefined && { "grpc-timeout": timeoutOf(timeoutMs) }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** At most eight digits (grpc/grpc, doc/PROTOCOL-HTTP2.md). */
function timeoutOf(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  return whole < 1e8 ? `${whole}m` : `${Math.min(Math.ceil(whole / 1000), 99_999_999)}S`;
}

/** A body's pieces; reads on only when asked, and lets go of the body when the reader stops. */
async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
