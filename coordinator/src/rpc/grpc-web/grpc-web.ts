import type { IncomingMessage, ServerResponse } from "node:http";

import type { ServiceDefinition } from "@grpc/grpc-js";
import { CallError } from "@tributary/core/wire";

import type { Route } from "../../http/route.ts";
import { callErrorOf } from "../../service/index.ts";
import type { Admission } from "../admission.ts";
import { answerStream, answerUnary, eachOrFailure, orFailure, tokenOf } from "../calls.ts";
import type { OnFault } from "../calls.ts";
import { largestRequestBytes } from "../services.ts";
import type { ServedService } from "../services.ts";
import { readMessage } from "./frames.ts";
import { beginWebCall } from "./web-call.ts";
import type { WebCall } from "./web-call.ts";
import { isFromOwnPage } from "../own-page.ts";

export interface GrpcWebOptions {
  readonly services: readonly ServedService[];
  readonly admission: Admission;
  readonly onFault: OnFault;
}

/** gRPC-Web over HTTP/1.1, for browsers: the same services and handlers as gRPC's, and the same limits. */
export interface GrpcWeb {
  readonly route: Route;
  /** Ends the calls in progress that answer with a stream. */
  endStreams(): void;
}

type Method = ServiceDefinition[string];

interface Served {
  readonly name: string;
  readonly method: Method;
  readonly handlers: object;
}

export function createGrpcWeb({ services, admission, onFault }: GrpcWebOptions): GrpcWeb {
  const methods = new Map<string, Served>();
  for (const { definition, handlers } of services) {
    for (const [name, method] of Object.entries(definition))
      methods.set(method.path, { name, method, handlers });
  }
  const prefixes = new Set([...methods.keys()].map((path) => path.slice(0, path.lastIndexOf("/") + 1)));
  const streams = new Set<WebCall>();

  async function serve(served: Served, request: IncomingMessage, call: WebCall): Promise<void> {
    const { name, method, handlers } = served;
    const token = tokenOf(request.headers.authorization);
    const peer = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
    const { path, responseStream } = method;
    const fromOwnPage = isFromOwnPage({
      peerAddress: request.socket.remoteAddress,
      header: (header) => request.headers[header]?.toString(),
      tls: "encrypted" in request.socket,
    });
    const arrival = { path, responseStream, peer, hasToken: token !== undefined || fromOwnPage };
    const place = admission.enter(arrival, call.fail);
    if (place instanceof CallError) throw place;
    try {
      const bytes = await readMessage(request, largestRequestBytes, call.signal);
      place.complete();
      const message = readable(method, bytes);
      const context = { token, peer, signal: call.signal, fromOwnPage };
      if (!responseStream) {
        const answer = await orFailure(answerUnary(handlers, name, message, context, onFault), context);
        call.end(method.responseSerialize(answer));
        return;
      }
      streams.add(call);
      const answers = answerStream(handlers, name, message, context, onFault);
      for await (const answer of eachOrFailure(answers, context)) {
        await call.write(method.responseSerialize(answer));
      }
      call.end();
    } finally {
      streams.delete(call);
      place.leave();
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (!/^application\/grpc-web(?:\+proto)?(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
      response.writeHead(415, { "content-type": "text/plain; charset=utf-8" });
      response.end("Calls are application/grpc-web+proto.\n");
      return;
    }
    const call = beginWebCall(request, response);
    try {
      const served = methods.get(path);
      if (served === undefined) throw new CallError("unimplemented", `there is no method ${path} here`);
      await serve(served, request, call);
    } catch (error) {
      call.endWith(callErrorOf(error));
      // A caller that still has not sent its request when the answer is written would hold on to the connection.
      if (isLate(error)) response.once("close", () => request.destroy());
    } finally {
      call.release();
    }
  }

  return {
    route: {
      methods: ["POST"],
      matches: (path) => prefixes.has(path.slice(0, path.lastIndexOf("/") + 1)),
      crossOrigin: true,
      answer,
    },
    endStreams() {
      for (const call of streams) call.fail(new CallError("unavailable", "the coordinator is stopping"));
    },
  };
}

function readable({ requestDeserialize }: Method, bytes: Buffer): unknown {
  try {
    return requestDeserialize(bytes);
  } catch (error) {
    throw new CallError("internal", "the request cannot be read", { cause: error });
  }
}

function isLate(error: unknown): boolean {
  return error instanceof CallError && error.code === "deadline-exceeded";
}
