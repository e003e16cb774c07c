// A Federation service over real gRPC whose answers a test writes as plain objects: it notes what comes, and can be killed.
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type {
  Metadata,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
  sendUnaryData,
} from "@grpc/grpc-js";
import { toHex } from "@tributary/core/support";
import { loadServices } from "@tributary/proto/loader";
import type { FederationMethods } from "@tributary/proto/methods";

export type Method = keyof FederationMethods;

/** A message as it came, and what came with it. */
export interface Received {
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface FederationServer {
  readonly received: readonly Received[];
  /** Starts to listen, on the port that it had if there was one. */
  listen(tls?: { readonly key: Buffer; readonly certificate: Buffer }): Promise<number>;
  /** As `kill -9` would: streams and calls break off. */
  kill(): void;
}

// The loader gives plain objects, whose fields the test reads as they are named in the .proto files.
export type Fields = Readonly<Record<string, unknown>> & {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly digest: Uint8Array;
};

export interface ServedBy {
  readonly answers: Readonly<Partial<Record<Method, (request: Fields, token: string) => unknown>>>;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** Called before each message is handled; for a download, before each piece. May kill the server. */
  readonly before?: (method: Method) => void;
}

const pieceBytes = 4096;

export function federationServer({ answers, blobs, before }: ServedBy): FederationServer {
  const received: Received[] = [];
  const note = (method: string, request: Fields, metadata: Metadata): void => {
    received.push({ method, request, metadata: metadata.getMap() });
  };

  async function download(call: ServerWritableStream<Fields, unknown>): Promise<void> {
    const { digest, offset } = call.request;
    const bytes = blobs.get(toHex(digest)) ?? new Uint8Array(0);
    for (let at = offset; at < bytes.length; at += pieceBytes) {
      // A turn for each piece, so that those before it have left when the server dies.
      await new Promise((resolve) => setImmediate(resolve));
      before?.("Download");
      if (call.cancelled) return;
      call.write({ offset: at, data: bytes.subarray(at, at + pieceBytes) });
    }
    call.end();
  }

  const implementation: UntypedServiceImplementation = {
    Watch: (call: ServerWritableStream<Fields, unknown>) => note("Watch", call.request, call.metadata),
    Download: (call: ServerWritableStream<Fields, unknown>) => {
      note("Download", call.request, call.metadata);
      void download(call);
    },
  };
  for (const [method, answer] of Object.entries(answers)) {
    implementation[method] = (call: ServerUnaryCall<Fields, unknown>, reply: sendUnaryData<unknown>) => {
      note(method, call.request, call.metadata);
      const [bearer = ""] = call.metadata.get("authorization");
      Promise.resolve()
        .then(() => {
          // Each of the answers is a unary method's.
          before?.(method as Method);
          return answer(call.request, String(bearer).replace("Bearer ", ""));
        })
        .then(
          (message) => reply(null, message),
          (error: unknown) => reply({ code: status.INTERNAL, details: String(error) }),
        );
    };
  }

  let server: Server | undefined;
  let port = 0;
  return {
    received,
    listen(tls) {
      const listening = new Server();
      server = listening;
      listening.addService(loadServices().Federation.service, implementation);
      const credentials =
        tls === undefined
          ? ServerCredentials.createInsecure()
          : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }]);
      return new Promise((resolve, reject) => {
        listening.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => {
          if (error !== null) reject(error);
          else {
            port = bound;
            resolve(bound);
          }
        });
      });
    },
    kill: () => server?.forceShutdown(),
  };
}
