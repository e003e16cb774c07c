// A coordinator for one client, over real gRPC, that the test holds in its hand: it keeps its state while its server is
// killed and comes back, and it has the sealing key, so that every byte of an update can be read.
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type {
  Metadata,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
  sendUnaryData,
} from "@grpc/grpc-js";
import type { Signer } from "@tributary/core/identity";
import {
  clientIdOf,
  createSealingKeyPair,
  documentDigest,
  fingerprintOf,
  openSealed,
  sealPrefixBytes,
  signDocument,
  signerFromSeed,
} from "@tributary/core/identity";
import { initialTrainables, randomBase, trainableLayout } from "@tributary/core/model";
import { planBytes, planDigest } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { initialBounds } from "@tributary/core/ring";
import { canonicalBytes, clientId, concat, fromHex, taskId, toHex } from "@tributary/core/support";
import type { Digest } from "@tributary/core/support";
import { encodeSafetensors, sha256Digest, unflatten } from "@tributary/core/tensor";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";
import { loadServices } from "@tributary/proto/loader";
import type { FederationMethods } from "@tributary/proto/methods";

type Method = keyof FederationMethods;

/** A message as it came, and what came with it. */
export interface Received {
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ScriptedServer {
  readonly fingerprint: Digest;
  readonly received: readonly Received[];
  /** The updates that were sent, opened: the bytes that the client sealed. */
  readonly payloads: readonly Uint8Array[];
  /** Starts to listen, on the port that it had if there was one. */
  listen(tls?: { readonly key: Buffer; readonly certificate: Buffer }): Promise<number>;
  /** As `kill -9` would: streams and calls break off. */
  kill(): void;
}

export interface ServerScript {
  readonly plan: Plan;
  readonly rounds: number;
  /** Called before each message is handled; for a download, before each piece. May kill the server. */
  readonly before?: (method: Method, count: number, server: ScriptedServer) => void;
}

const token = "a session token";
const pieceBytes = 4096;

export async function scriptedServer({ plan, rounds, before }: ServerScript): Promise<ScriptedServer> {
  const signer: Signer = signerFromSeed(new Uint8Array(32).fill(9), nodePrimitives);
  const task = taskId(plan.task);
  const sealingKey = createSealingKeyPair(nodeRandom);
  const base = randomBase(plan);
  const layout = trainableLayout(plan);
  const blobs = new Map<string, Uint8Array>();
  const store = (bytes: Uint8Array): { digest: Uint8Array; sizeBytes: number } => {
    const digest = sha256Digest(bytes);
    blobs.set(digest, bytes);
    return { digest: fromHex(digest), sizeBytes: bytes.length };
  };
  const baseBlob = store(encodeSafetensors(base, { dtype: "F32" }));
  const modelBlob = store(
    encodeSafetensors(unflatten(layout, initialTrainables(plan, base)), { dtype: "F32" }),
  );
  const signedPlan = await signDocument("plan", planBytes(plan), signer);

  const received: Received[] = [];
  const payloads: Uint8Array[] = [];
  const counts = new Map<string, number>();
  let round = 1;
  let previousReceipt: Digest | null = null;
  let spool = new Uint8Array(0);
  let sizeBytes = 0;
  let committed = false;
  let owner = "";

  const descriptorOf = (): Uint8Array =>
    canonicalBytes({
      protocol: 1,
      task,
      incarnation: 1,
      round,
      attempt: 1,
      purpose: "train",
      mode: "sealed",
      plan: planDigest(plan),
      base: toHex(baseBlob.digest),
      model: toHex(modelBlob.digest),
      previousReceipt,
      sealingKey: toHex(sealingKey.publicKey),
      encoding: initialBounds(plan, layout.size),
    });

  function open(): Uint8Array {
    const context = { descriptor: documentDigest(descriptorOf(), nodePrimitives), client: clientId(owner) };
    const opener = openSealed(
      spool.subarray(0, sealPrefixBytes),
      spool.length,
      sealingKey,
      context,
      nodePrimitives,
    );
    if (opener === undefined) throw new Error("the update is not sealed to this coordinator");
    return concat(
      ...Array.from({ length: opener.pieceCount }, (_, index) => {
        const { start, end } = opener.pieceRange(index);
        const piece = opener.open(index, spool.subarray(start, end));
        if (piece === undefined) throw new Error(`piece ${index} of the update does not open`);
        return piece;
      }),
    );
  }

  const receiptOf = (): Uint8Array =>
    canonicalBytes({
      protocol: 1,
      task,
      incarnation: 1,
      round,
      attempt: 1,
      purpose: "train",
      mode: "sealed",
      plan: planDigest(plan),
      descriptor: documentDigest(descriptorOf(), nodePrimitives),
      previous: previousReceipt,
      modelIn: toHex(modelBlob.digest),
      modelOut: toHex(modelBlob.digest),
      participants: 1,
      weightUnits: 1,
      unclipped: 1,
      clip: 1,
      evaluation: { exampleCount: 0, lossSum: 0, accuracy: null, macroF1: null },
      committedAtMs: 1,
    });
  let lastReceipt: { payload: Uint8Array; signature: Uint8Array } | undefined;

  async function commit(): Promise<void> {
    payloads.push(open());
    const payload = receiptOf();
    lastReceipt = await signDocument("receipt", payload, signer);
    previousReceipt = documentDigest(payload, nodePrimitives);
    committed = true;
  }

  // The loader gives plain objects, whose fields the test reads as they are named in the .proto files.
  type Fields = Readonly<Record<string, unknown>> & {
    readonly data: Uint8Array;
    readonly offset: number;
    readonly digest: Uint8Array;
  };
  const answers: Readonly<Record<string, (request: Fields) => unknown>> = {
    GetTask: () => ({
      protocolVersion: 1,
      taskId: task,
      state: "running",
      plan: signedPlan,
      coordinatorPublicKey: signer.publicKey,
      incarnation: 1,
    }),
    Enroll: (request) => {
      if (request["signature"] instanceof Uint8Array && request["signature"].length === 0)
        return { challenge: new Uint8Array(16) };
      return { sessionToken: token };
    },
    CheckIn: async () => {
      if (committed) {
        round++;
        committed = false;
        spool = new Uint8Array(0);
      }
      if (round > rounds)
        return { done: { state: "completed", model: modelBlob, bestRound: rounds, reason: "" } };
      const descriptor = await signDocument("round", descriptorOf(), signer);
      return { train: { descriptor, base: baseBlob, model: modelBlob, leaseMs: 60_000 } };
    },
    GetOutcome: () => {
      if (committed) return { committed: { receipt: lastReceipt, counted: true } };
      return { notYet: { retryAfterMs: 20, phase: "collecting", invited: true } };
    },
    GetReceipts: () => ({ receipts: [] }),
    Ready: (request) => {
      sizeBytes = Number(request["uploadSizeBytes"]);
      return { noted: { retryAfterMs: 20, phase: "collecting", invited: true } };
    },
    Leave: () => ({}),
    UploadStatus: () => ({ haveBytes: spool.length, committed }),
    PutChunk: ({ offset, data }) => {
      if (offset === spool.length) spool = Uint8Array.from(concat(spool, data));
      return { nextOffset: spool.length };
    },
    CommitUpload: async ({ digest }) => {
      if (committed) return { accepted: {} };
      if (spool.length !== sizeBytes || toHex(digest) !== sha256Digest(spool)) {
        return { refused: { reason: "digest-mismatch", detail: "these are other bytes" } };
      }
      await commit();
      return { accepted: {} };
    },
  };

  function note(method: string, request: Fields, metadata: Metadata): void {
    received.push({ method, request, metadata: metadata.getMap() });
    if (method === "Enroll" && request["publicKey"] instanceof Uint8Array) {
      owner = clientIdOf(request["publicKey"], nodePrimitives);
    }
  }

  function tick(method: Method): void {
    const count = (counts.get(method) ?? 0) + 1;
    counts.set(method, count);
    before?.(method, count, self);
  }

  async function download(call: ServerWritableStream<Fields, unknown>): Promise<void> {
    const { digest, offset } = call.request;
    const bytes = blobs.get(toHex(digest)) ?? new Uint8Array(0);
    for (let at = offset; at < bytes.length; at += pieceBytes) {
      // A turn for each piece, so that those before it have left when the server dies.
      await new Promise((resolve) => setImmediate(resolve));
      tick("Download");
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
      Promise.resolve()
        .then(() => {
          // Each of the answers is a unary method's.
          tick(method as Method);
          return answer(call.request);
        })
        .then(
          (message) => reply(null, message),
          (error: unknown) => reply({ code: status.INTERNAL, details: String(error) }),
        );
    };
  }

  let server: Server | undefined;
  let port = 0;
  const self: ScriptedServer = {
    fingerprint: fingerprintOf(signer.publicKey, nodePrimitives),
    received,
    payloads,
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
  return self;
}
