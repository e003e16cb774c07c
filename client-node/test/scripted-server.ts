// A coordinator for one client, over real gRPC, that the test holds in its hand: it keeps its state while its server is
// killed and comes back, and it has the sealing key, so that every byte of an update can be read.
import type { SignedDocument } from "@tributary/core/identity";
import {
  clientIdOf,
  createSealingKeyPair,
  documentDigest,
  openSealed,
  sealPrefixBytes,
  signDocument,
} from "@tributary/core/identity";
import type { Plan } from "@tributary/core/plan";
import type { SealedDescriptor } from "@tributary/core/rounds";
import { canonicalBytes, clientId, concat, toHex } from "@tributary/core/support";
import type { Digest } from "@tributary/core/support";
import { sha256Digest } from "@tributary/core/tensor";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import { federationServer } from "./federation-server.ts";
import type { FederationServer, Method, ServedBy } from "./federation-server.ts";
import { scriptedTask } from "./scripted-task.ts";

export interface ScriptedServer extends FederationServer {
  readonly fingerprint: Digest;
  /** The updates that were sent, opened: the bytes that the client sealed. */
  readonly payloads: readonly Uint8Array[];
}

export interface ServerScript {
  readonly plan: Plan;
  readonly rounds: number;
  /** The roster of members that is offered. */
  readonly members?: SignedDocument;
  /** Called before each message is handled; for a download, before each piece. May kill the server. */
  readonly before?: (method: Method, count: number, server: ScriptedServer) => void;
}

const token = "a session token";

export async function scriptedServer(script: ServerScript): Promise<ScriptedServer> {
  const { plan, rounds, members, before } = script;
  const { signer, fingerprint, blobs, base, model, offer, ...task } = await scriptedTask(plan);
  const sealingKey = createSealingKeyPair(nodeRandom);
  const payloads: Uint8Array[] = [];
  const counts = new Map<string, number>();
  let round = 1;
  let previousReceipt: Digest | null = null;
  let spool = new Uint8Array(0);
  let sizeBytes = 0;
  let committed = false;
  let owner = "";
  let lastReceipt: SignedDocument | undefined;

  const descriptorOf = (): SealedDescriptor =>
    task.descriptor(round, previousReceipt, { mode: "sealed", sealingKey: toHex(sealingKey.publicKey) });

  function open(): Uint8Array {
    const context = {
      descriptor: documentDigest(canonicalBytes(descriptorOf()), nodePrimitives),
      client: clientId(owner),
    };
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

  async function commit(): Promise<void> {
    payloads.push(open());
    lastReceipt = await task.receipt(descriptorOf(), 1);
    committed = true;
  }

  const answers: ServedBy["answers"] = {
    GetTask: () => ({ ...offer, ...(members !== undefined && { members }) }),
    Enroll: (request) => {
      if (request["publicKey"] instanceof Uint8Array)
        owner = clientIdOf(request["publicKey"], nodePrimitives);
      if (request["signature"] instanceof Uint8Array && request["signature"].length === 0)
        return { challenge: new Uint8Array(16) };
      return { sessionToken: token };
    },
    CheckIn: async () => {
      if (committed) {
        previousReceipt =
          lastReceipt === undefined ? null : documentDigest(lastReceipt.payload, nodePrimitives);
        round++;
        committed = false;
        spool = new Uint8Array(0);
      }
      if (round > rounds) return { done: { state: "completed", model, bestRound: rounds, reason: "" } };
      const descriptor = await signDocument("round", canonicalBytes(descriptorOf()), signer);
      return { train: { descriptor, base, model, leaseMs: 60_000 } };
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

  const server = federationServer({
    answers,
    blobs,
    before: (method) => {
      const count = (counts.get(method) ?? 0) + 1;
      counts.set(method, count);
      before?.(method, count, self);
    },
  });
  const self = { ...server, fingerprint, payloads };
  return self;
}
