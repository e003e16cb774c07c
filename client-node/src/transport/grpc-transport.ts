import { isIP } from "node:net";

import { Client, Metadata, credentials, status } from "@grpc/grpc-js";
import type { ChannelCredentials, ClientOptions, MethodDefinition, ServiceError } from "@grpc/grpc-js";
import { UserError } from "@tributary/core/support";
import { CallError, callCodeOf } from "@tributary/core/wire";
import type { CallOptions, FederationTransport } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";

export interface GrpcTransportOptions {
  readonly host: string;
  readonly port: number;
  /** undefined: no TLS. `ca`: PEM, in place of the authorities that Node trusts. */
  readonly tls: { readonly ca: Uint8Array | undefined } | undefined;
}

const channelOptions: ClientOptions = {
  // A connection of its own: several clients in one process do not share a window.
  "grpc.use_local_subchannel_pool": 1,
  // The default of 64 KiB caps a download at 64 KiB per round trip.
  "grpc-node.flow_control_window": 1 << 20,
  "grpc.max_receive_message_length": 8 << 20,
  "grpc.max_send_message_length": 8 << 20,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.keepalive_permit_without_calls": 1,
  // The participant repeats its calls itself; a channel that waits two minutes would only hold it up.
  "grpc.enable_retries": 0,
  "grpc.service_config_disable_resolution": 1,
  "grpc.initial_reconnect_backoff_ms": 200,
  "grpc.max_reconnect_backoff_ms": 2_000,
  "grpc.enable_channelz": 0,
};

/** Calls a coordinator over gRPC. Connects with the first call, and again whenever it must. */
export function createGrpcTransport({ host, port, tls }: GrpcTransportOptions): FederationTransport {
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const where = { address, tls: tls !== undefined };
  const trust =
    tls === undefined ? credentials.createInsecure() : trusting(host, tls.ca && Buffer.from(tls.ca));
  const loopback = /^(localhost|127\.|::1$)/.test(host);
  // A proxy that the environment names is for the outside.
  const client = new Client(address, trust, {
    ...channelOptions,
    ...(loopback && { "grpc.enable_http_proxy": 0 }),
  });
  const { service } = loadServices().Federation;

  const unary: FederationTransport["unary"] = (method, request, options = {}) =>
    new Promise((resolve, reject) => {
      if (options.signal?.aborted) {
        reject(options.signal.reason);
        return;
      }
      // The loader's definitions are keyed by the same names as the table of methods, which a test of proto holds together.
      const definition = service[method] as unknown as MethodDefinition<typeof request, never>;
      const release = { call: (): void => undefined };
      const call = client.makeUnaryRequest(
        definition.path,
        definition.requestSerialize,
        definition.responseDeserialize,
        request,
        metadataOf(options),
        deadlineOf(options),
        (error, response) => {
          release.call();
          if (options.signal?.aborted) reject(options.signal.reason);
          else if (error !== null) reject(callErrorOf(error, where));
          else if (response === undefined)
            reject(new CallError("internal", `${method} was answered with nothing`));
          else resolve(response);
        },
      );
      release.call = onAbort(options, () => call.cancel());
    });

  const stream: FederationTransport["stream"] = async function* (method, request, options = {}) {
    if (options.signal?.aborted) throw options.signal.reason;
    const definition = service[method] as unknown as MethodDefinition<typeof request, never>;
    const call = client.makeServerStreamRequest(
      definition.path,
      definition.requestSerialize,
      definition.responseDeserialize,
      request,
      metadataOf(options),
      deadlineOf(options),
    );
    // An error that comes when nobody reads any more has nobody to tell.
    call.on("error", () => undefined);
    const release = onAbort(options, () => call.cancel());
    try {
      yield* call;
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      throw isServiceError(error) ? callErrorOf(error, where) : error;
    } finally {
      release();
      call.cancel();
    }
  };

  return {
    unary,
    stream,
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

function metadataOf({ token }: CallOptions): Metadata {
  const metadata = new Metadata();
  if (token !== undefined) metadata.set("authorization", `Bearer ${token}`);
  return metadata;
}

function deadlineOf({ timeoutMs }: CallOptions): { readonly deadline?: number } {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}

function onAbort({ signal }: CallOptions, cancel: () => void): () => void {
  if (signal === undefined) return () => undefined;
  signal.addEventListener("abort", cancel, { once: true });
  return () => signal.removeEventListener("abort", cancel);
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && typeof error.code === "number" && "details" in error;
}

/** RFC 6066 knows no server names that are IP addresses, and Node warns of each; grpc-js has no option to send none. */
function trusting(host: string, ca: Buffer | undefined): ChannelCredentials {
  const trust = credentials.createSsl(ca);
  if (isIP(host) === 0) return trust;
  const createConnector = trust._createSecureConnector.bind(trust);
  trust._createSecureConnector = (...args) => {
    const connector = createConnector(...args);
    const options: unknown = Reflect.get(connector, "connectionOptions");
    // Node then checks the certificate against the host, which is the address.
    if (typeof options === "object" && options !== null) Reflect.deleteProperty(options, "servername");
    return connector;
  };
  return trust;
}

interface Where {
  readonly address: string;
  readonly tls: boolean;
}

function callErrorOf(error: ServiceError, { address, tls }: Where): CallError | UserError {
  const code = callCodeOf(error.code);
  if (error.code !== status.UNAVAILABLE) return new CallError(code, error.details, { cause: error });
  const reason = reasonIn(error.details, tls);
  // Trying again helps nobody: what Node did not accept it will not accept next time.
  if (reason !== error.details && /certificate/i.test(reason)) {
    // Newer releases of Node add advice of their own behind a semicolon, which would contradict ours.
    const [fault = reason] = reason.split(";");
    return new UserError(
      `The certificate of the coordinator at ${address} cannot be trusted (${fault}). Check the address, and give the ` +
        "authority behind the certificate (--tls-ca FILE, or tlsCaFile), which its operator can tell you.",
      { cause: error },
    );
  }
  return new CallError(code, `the coordinator at ${address} cannot be reached (${reason})`, { cause: error });
}

/** grpc-js wraps what the socket said into words of its own, and OpenSSL into those of its sources, which help nobody. */
function reasonIn(details: string, tls: boolean): string {
  const reason = /Last error: (?:Error: )?(.+?)\s*\.? Resolution note:/s.exec(details)?.[1] ?? details;
  if (tls && /wrong version number|packet length too long/.test(reason))
    return "it answers without TLS; if it is meant to, begin its address with http://";
  // A session that ends before it began, with the time at which it did.
  if (!/^Failed to connect(?: \([^)]*\))?$/.test(reason)) return reason;
  return tls
    ? "it closed the connection"
    : "it closed the connection, as one with TLS does; if it has TLS, begin its address with https://";
}
