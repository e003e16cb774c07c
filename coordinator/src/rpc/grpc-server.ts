import type { Duplex } from "node:stream";

import { Metadata, Server, ServerCredentials, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import type { ServerUnaryCall, ServerWritableStream, ServiceDefinition, sendUnaryData } from "@grpc/grpc-js";
import type { CallContext } from "@tributary/core/wire";

import { callErrorOf } from "../service/index.ts";
import type { Admission } from "./admission.ts";
import { answerStream, answerUnary, callIsOver, tokenOf } from "./calls.ts";
import type { OnFault } from "./calls.ts";
import { admissionInterceptor } from "./grpc-admission.ts";
import { largestRequestBytes } from "./services.ts";
import type { ServedService } from "./services.ts";
import { onItsWay } from "./on-its-way.ts";
import { withSparedCopy } from "./spared-copy.ts";
import { statusOf } from "./status.ts";
import { raiseSessionWindows, raiseStreamWindows } from "./upload-windows.ts";

export interface GrpcOptions {
  readonly services: readonly ServedService[];
  readonly admission: Admission;
  readonly onFault: OnFault;
}

/** gRPC over HTTP/2, on connections that somebody else has accepted. */
export interface Grpc {
  /** Takes a connection, whose other end begins with HTTP/2's preface. */
  inject(connection: Duplex): void;
  /** Whether uploads have large windows; false with a release of grpc-js that has changed inside. */
  readonly raisedWindows: boolean;
  /** Ends streams, and resolves once the calls in progress have ended. */
  drain(): Promise<void>;
  /** Cuts off what is in progress. */
  destroy(): void;
}

const channelOptions = {
  "grpc.max_receive_message_length": largestRequestBytes,
  "grpc.max_send_message_length": -1,
  "grpc.max_concurrent_streams": 128,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 20_000,
  "grpc.enable_channelz": 0,
};

/** Serves over HTTP/2. Whether a connection is encrypted is no concern of its. */
export function createGrpc({ services, admission, onFault }: GrpcOptions): Grpc {
  // What goes wrong is reported by whoever asked; grpc-js would write lines of its own to standard error.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server({ ...channelOptions, interceptors: [admissionInterceptor(admission)] });
  const streams = new Set<AbortController>();
  for (const { definition, handlers } of services) add(server, definition, handlers, streams, onFault);
  const raisedStreams = raiseStreamWindows(server);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const raisedSessions = raiseSessionWindows(server);
  return {
    inject: (connection) => injector.injectConnection(connection),
    raisedWindows: raisedStreams && raisedSessions,
    drain() {
      for (const stream of streams) stream.abort();
      return new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    },
    destroy: () => server.forceShutdown(),
  };
}

function add(
  server: Server,
  service: ServiceDefinition,
  handlers: object,
  streams: Set<AbortController>,
  onFault: OnFault,
): void {
  const implementation: Record<string, (...args: never[]) => void> = {};
  for (const [name, { responseStream }] of Object.entries(service)) {
    implementation[name] = responseStream
      ? (call: ServerWritableStream<unknown, unknown>) => {
          void serveStream(handlers, name, call, streams, onFault);
        }
      : (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
          void serveUnary(handlers, name, call, callback, onFault);
        };
  }
  const { Download } = service;
  const definition = Download === undefined ? service : { ...service, Download: withSparedCopy(Download) };
  // grpc-js checks at run time that each method of the definition has its handler.
  server.addService(definition, implementation as Parameters<Server["addService"]>[1]);
}

type AnyCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

function contextOf(call: AnyCall, controller: AbortController): CallContext {
  call.on("cancelled", () => controller.abort(callIsOver));
  const [header] = call.metadata.get("authorization");
  // Never fromOwnPage: no page speaks gRPC itself.
  return { token: tokenOf(header?.toString()), peer: call.getPeer(), signal: controller.signal };
}

/** The last step of a call: nobody awaits it, so that a rejection would end the process. */
function attempt(send: () => void, method: string, onFault: OnFault): void {
  try {
    send();
  } catch (error) {
    onFault({ method, error });
  }
}

async function serveUnary(
  handlers: object,
  name: string,
  call: ServerUnaryCall<unknown, unknown>,
  callback: sendUnaryData<unknown>,
  onFault: OnFault,
): Promise<void> {
  let send: () => void;
  try {
    const context = contextOf(call, new AbortController());
    const answer = await answerUnary(handlers, name, call.request, context, onFault);
    send = () => callback(null, answer);
  } catch (error) {
    send = () => callback({ ...statusOf(callErrorOf(error)), metadata: new Metadata() });
  }
  attempt(send, name, onFault);
}

async function serveStream(
  handlers: object,
  name: string,
  call: ServerWritableStream<unknown, unknown>,
  streams: Set<AbortController>,
  onFault: OnFault,
): Promise<void> {
  const controller = new AbortController();
  streams.add(controller);
  // A broken connection is seen as a cancelled call; without a listener the stream's error would end the process.
  call.on("error", () => controller.abort());
  try {
    const context = contextOf(call, controller);
    for await (const message of answerStream(handlers, name, call.request, context, onFault)) {
      if (controller.signal.aborted) break;
      // The call itself would queue sixteen.
      await onItsWay(controller.signal, (done) => void call.write(message, done));
    }
    call.end();
  } catch (error) {
    attempt(
      () => {
        if (!call.cancelled)
          call.emit("error", { ...statusOf(callErrorOf(error)), metadata: new Metadata() });
      },
      name,
      onFault,
    );
  } finally {
    streams.delete(controller);
  }
}
