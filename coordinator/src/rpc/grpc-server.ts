import { Metadata, Server, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import type {
  ServerCredentials,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
} from "@grpc/grpc-js";
import { UserError } from "@tributary/core/support";
import { chunkLimitBytes } from "@tributary/core/wire";
import type { CallContext, Handlers } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";

import { callErrorOf } from "../service/index.ts";
import { admission } from "./admission.ts";
import type { AdmissionLimits } from "./admission.ts";
import { answerStream, answerUnary, tokenOf } from "./calls.ts";
import type { OnFault } from "./calls.ts";
import { credentialsOf } from "./credentials.ts";
import type { KeyPair } from "./credentials.ts";
import { healthHandlers, healthService } from "./health.ts";
import { withSparedCopy } from "./spared-copy.ts";
import { statusOf } from "./status.ts";
import { raiseSessionWindows, raiseStreamWindows } from "./upload-windows.ts";

export interface GrpcServerOptions {
  readonly federation: Handlers<FederationMethods>;
  readonly administration: Handlers<AdministrationMethods>;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM; without it calls travel in the clear. */
  readonly tls?: KeyPair;
  /** Changes to the limits of admission. */
  readonly limits?: Partial<AdmissionLimits>;
  readonly onFault: OnFault;
}

export interface GrpcServer {
  readonly port: number;
  /** Whether uploads have large windows; false with a release of grpc-js that has changed inside. */
  readonly raisedWindows: boolean;
  /** Takes no new calls, lets those in progress end for `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** The largest request: a piece of an upload and its key; a plan in CreateTask may have ten thousand labels. */
const largestRequestBytes = chunkLimitBytes + (64 << 10);

const channelOptions = {
  "grpc.max_receive_message_length": largestRequestBytes,
  "grpc.max_send_message_length": -1,
  "grpc.max_concurrent_streams": 128,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 20_000,
  "grpc.enable_channelz": 0,
};

/** Serves both services and health on one port. @throws UserError if the port cannot be had, or the TLS pair cannot be used */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  // What goes wrong is reported by whoever asked; grpc-js would write lines of its own to standard error.
  setLogVerbosity(logVerbosity.NONE);
  const { federation, administration, host, tls, onFault } = options;
  const server = new Server({ ...channelOptions, interceptors: [admission(options.limits)] });
  const { Federation, Administration } = loadServices();
  const stopping = new AbortController();
  const streams = new Set<AbortController>();
  add(server, Federation.service, federation, streams, onFault);
  add(server, Administration.service, administration, streams, onFault);
  add(server, healthService(), healthHandlers(stopping.signal), streams, onFault);
  const raisedStreams = raiseStreamWindows(server);
  const port = await bind(server, host, options.port, credentialsOf(tls));
  const raisedSessions = raiseSessionWindows(server);
  return {
    port,
    raisedWindows: raisedStreams && raisedSessions,
    async close(graceMs) {
      stopping.abort();
      // Health watchers get their last word.
      await new Promise((resolve) => setImmediate(resolve));
      const timer = setTimeout(() => server.forceShutdown(), graceMs);
      for (const stream of streams) stream.abort();
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      clearTimeout(timer);
    },
  };
}

function bind(server: Server, host: string, port: number, credentials: ServerCredentials): Promise<number> {
  // An IPv6 address has colons of its own.
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(new UserError(bindProblem(error.message, host, port)));
    });
  });
}

function bindProblem(message: string, host: string, port: number): string {
  if (message.includes("EADDRINUSE")) {
    return `Port ${port} on ${host} is in use by another process. Stop it, or choose another port with --port.`;
  }
  if (message.includes("EACCES"))
    return `Port ${port} on ${host} may not be opened by this user. Choose one above 1023.`;
  if (message.includes("EADDRNOTAVAIL"))
    return `This machine has no address ${host}. Choose another with --host.`;
  return `Could not listen on ${host}, port ${port}: ${message}.`;
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

/** Why the signal of a call is raised. One for all: each call ends with one, and a new one would note the stack. */
const callIsOver = new Error("the call is over");

type AnyCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

function contextOf(call: AnyCall, controller: AbortController): CallContext {
  call.on("cancelled", () => controller.abort(callIsOver));
  const [header] = call.metadata.get("authorization");
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
      await written(call, message, controller.signal);
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

/**
 * Resolves once a message is on its way, or the call is over. Until then it may hold what it was lent, and no second one
 * waits in memory behind it: the call itself would queue sixteen.
 */
function written(
  call: ServerWritableStream<unknown, unknown>,
  message: unknown,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener("abort", done);
      resolve();
    };
    signal.addEventListener("abort", done, { once: true });
    call.write(message, done);
  });
}
