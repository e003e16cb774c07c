import { Metadata, credentials } from "@grpc/grpc-js";
import type { ChannelCredentials, ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import type { CallOptions, FederationTransport } from "@tributary/core/wire";
import { CallError, callCodeOf, isTransient } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";

type Call = (...args: readonly unknown[]) => ClientReadableStream<unknown>;

/** The least that grpc-js needs to call the service: for tests of the serving end. */
export function grpcTransport(
  address: string,
  channel: ChannelCredentials = credentials.createInsecure(),
): FederationTransport {
  const { Federation } = loadServices();
  const client = new Federation(address, channel, {
    "grpc.use_local_subchannel_pool": 1,
    // As the clients that people run have it; a server that waits at each 64 KiB works more.
    "grpc-node.flow_control_window": 1 << 20,
    "grpc.initial_reconnect_backoff_ms": 50,
    "grpc.max_reconnect_backoff_ms": 100,
  });

  function begin(
    method: string,
    options: CallOptions,
    args: readonly unknown[],
  ): ClientReadableStream<unknown> {
    const metadata = new Metadata();
    if (options.token !== undefined) metadata.set("authorization", `Bearer ${options.token}`);
    const deadline = options.timeoutMs === undefined ? {} : { deadline: Date.now() + options.timeoutMs };
    const [request, ...rest] = args;
    const call = (Reflect.get(client, method) as Call).call(client, request, metadata, deadline, ...rest);
    options.signal?.addEventListener("abort", () => call.cancel(), { once: true });
    return call;
  }

  const transport = {
    unary: (method: string, request: unknown, options: CallOptions = {}) =>
      new Promise((resolve, reject) => {
        begin(method, options, [
          request,
          (error: ServiceError | null, answer: unknown) => {
            if (error === null) resolve(answer);
            else reject(callError(error));
          },
        ]);
      }),
    async *stream(method: string, request: unknown, options: CallOptions = {}) {
      const call = begin(method, options, [request]);
      try {
        yield* call;
      } catch (error) {
        throw callError(error as ServiceError);
      } finally {
        call.cancel();
      }
    },
    async close() {
      client.close();
    },
  };
  // Messages are untyped here; the tests of the two adapters compare what comes out.
  return transport as unknown as FederationTransport;
}

function callError(error: ServiceError): CallError {
  return new CallError(callCodeOf(error.code), error.details);
}

/** A transport that calls again for as long as the other end is away: what a client's participant does, in short. */
export function patientTransport(inner: FederationTransport): FederationTransport {
  const unary = async (...args: Parameters<FederationTransport["unary"]>) => {
    for (;;) {
      try {
        return await inner.unary(...args);
      } catch (error) {
        if (!isTransient(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  };
  return { ...inner, unary: unary as FederationTransport["unary"] };
}
