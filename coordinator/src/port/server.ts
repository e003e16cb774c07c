import { createServer } from "node:http";
import type { Server, ServerOptions as HttpOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";

import { UserError } from "@tributary/core/support";
import type { Handlers } from "@tributary/core/wire";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";

import { blobRoute, dispatch, healthRoute } from "../http/index.ts";
import type { Route } from "../http/index.ts";
import type { PortFigures } from "../metrics/index.ts";
import { createAdmission, createGrpc, createGrpcWeb, servedServices } from "../rpc/index.ts";
import type { AdmissionLimits, OnFault } from "../rpc/index.ts";
import type { BlobAccess } from "../service/index.ts";
import { createFront } from "./front.ts";
import { checkedPair } from "./key-pair.ts";
import type { KeyPair } from "./key-pair.ts";

export interface ServerOptions {
  readonly federation: Handlers<FederationMethods>;
  readonly administration: Handlers<AdministrationMethods>;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM; without it everything travels in the clear. */
  readonly tls?: KeyPair;
  /** Changes to the limits of admission. */
  readonly limits?: Partial<AdmissionLimits>;
  /** Opens what `/blobs/` serves; without it there is no such path. */
  readonly openBlob?: BlobAccess;
  /** What else is served over HTTP/1.1. */
  readonly routes?: readonly Route[];
  /** Origins whose pages may call; default: none but the coordinator's own. */
  readonly allowedOrigins?: readonly string[];
  /** Milliseconds that a connection may take to say what it speaks, and then a request to say what it wants; default 15,000. */
  readonly patienceMs?: number;
  readonly onFault: OnFault;
}

export interface CoordinatorServer {
  readonly port: number;
  /** Whether uploads over gRPC have large windows; false with a release of grpc-js that has changed inside. */
  readonly raisedWindows: boolean;
  figures(): PortFigures;
  /** Takes no new calls, lets those in progress end for `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/**
 * Serves on one port: gRPC to who speaks HTTP/2, which must begin with it or agree on it by TLS; over HTTP/1.1 gRPC-Web,
 * health and whatever `routes` there are.
 * @throws UserError if the port cannot be had, or the TLS pair cannot be used
 */
export async function startServer(options: ServerOptions): Promise<CoordinatorServer> {
  const { federation, administration, host, tls, onFault, openBlob, patienceMs = 15_000 } = options;
  const stopping = new AbortController();
  const services = servedServices(federation, administration, stopping.signal);
  const admission = createAdmission(options.limits);
  const grpc = createGrpc({ services, admission, onFault });
  const web = createGrpcWeb({ services, admission, onFault });
  const server = httpServer(tls, {
    headersTimeout: patienceMs,
    // Longer than admission gives a message to come.
    requestTimeout: 90_000,
    keepAliveTimeout: 60_000,
    connectionsCheckingInterval: Math.min(patienceMs, 5_000),
    // HTTP/1.1 has no pings: only so is it noticed that a browser which watches is no longer there.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  });
  server.on(
    "request",
    dispatch({
      routes: [
        web.route,
        healthRoute(stopping.signal),
        ...(openBlob === undefined ? [] : [blobRoute(openBlob, admission)]),
        ...(options.routes ?? []),
      ],
      allowedOrigins: new Set(options.allowedOrigins),
      stopping: stopping.signal,
      onFault,
    }),
  );
  const front = createFront({
    http1: takeOver(server, tls),
    http2: (socket) => grpc.inject(socket),
    patienceMs,
  });
  server.on(connectionEvent(tls), (socket: Socket) => front.take(socket));
  const port = await listen(server, host, options.port);
  return {
    port,
    raisedWindows: grpc.raisedWindows,
    figures() {
      const { silent, traffic } = front;
      const { http1, http2 } = traffic;
      return {
        connections: { http1: http1.open, http2: http2.open, silent },
        bytesReceived: http1.bytesReceived + http2.bytesReceived,
        bytesSent: http1.bytesSent + http2.bytesSent,
        turnedAway: admission.turnedAway,
      };
    },
    async close(graceMs) {
      stopping.abort();
      // Health watchers get their last word.
      await new Promise((resolve) => setImmediate(resolve));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => {
        grpc.destroy();
        server.closeAllConnections();
      }, graceMs);
      front.close();
      web.endStreams();
      await Promise.all([grpc.drain(), closed]);
      clearTimeout(timer);
    },
  };
}

function httpServer(tls: KeyPair | undefined, options: HttpOptions): Server {
  if (tls === undefined) return createServer(options);
  return createTlsServer({
    ...options,
    ...checkedPair(tls),
    handshakeTimeout: options.headersTimeout ?? 0,
    // Clients of gRPC offer h2 alone. Browsers offer both and get what gRPC-Web is made for here.
    ALPNCallback: ({ protocols }) => ["http/1.1", "h2"].find((protocol) => protocols.includes(protocol)),
  });
}

const connectionEvent = (tls: KeyPair | undefined): "connection" | "secureConnection" =>
  tls === undefined ? "connection" : "secureConnection";

/** Takes from the server its own listener, so that the front hears of connections first, and hands it those that it is for. */
function takeOver(server: Server, tls: KeyPair | undefined): (socket: Socket) => void {
  const event = connectionEvent(tls);
  const own = server.listeners(event);
  server.removeAllListeners(event);
  return (socket) => {
    for (const listener of own) Reflect.apply(listener, server, [socket]);
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new UserError(bindProblem(error, host, port))),
    );
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function bindProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is in use by another process. Stop it, or choose another port with --port.`;
    case "EACCES":
      return `Port ${port} on ${host} may not be opened by this user. Choose one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Choose another with --host.`;
    default:
      return `Could not listen on ${host}, port ${port}: ${message}.`;
  }
}
