import { join } from "node:path";

import { signerFromSeed } from "@tributary/core/identity";
import type { Example, ParticipantResult, TaskOffer, Trainer } from "@tributary/core/participant";
import { runParticipant } from "@tributary/core/participant";
import type { DataFormat } from "@tributary/core/records";
import type { Cancellation, Digest, Random } from "@tributary/core/support";
import { UserError, isTaskId, parseFingerprint } from "@tributary/core/support";
import { connect } from "@tributary/core/wire";
import {
  nodeClock,
  nodePrimitives,
  nodeRandom,
  readOrCreateIdentityFile,
  threadedMasks,
} from "@tributary/node-platform";
import type { ClientEvent, EngineName } from "@tributary/training";
import { chooseEngine, lazyTrainer } from "@tributary/training";

import { parseCoordinator } from "./address.ts";
import { settingsFor } from "./agreement-options.ts";
import type { AgreementOptions } from "./agreement-options.ts";
import { availableMemory } from "./available-memory.ts";
import { writePersonalModel } from "./personal-model.ts";
import type { DataSource } from "./readers/read-data.ts";
import { readData } from "./readers/read-data.ts";
import { release } from "./release.ts";
import { openBlobCache } from "./store/blob-cache.ts";
import { lockIdentity } from "./store/identity-lock.ts";
import { openKeptFolder } from "./store/kept-folder.ts";
import { defaultCacheDir, defaultIdentityPath } from "./store/places.ts";
import { openReceiptFolder } from "./store/receipt-folder.ts";
import { readAuthorities } from "./transport/authorities.ts";
import { createGrpcTransport } from "./transport/grpc-transport.ts";

export interface JoinOptions extends AgreementOptions {
  /** `http(s)://host:port`, followed by `#` and the coordinator's fingerprint if you were given one. */
  readonly coordinator: string;
  /** Default: the task that is running. */
  readonly task?: string;
  /** A path, or the examples themselves; see readData. They never leave this process. */
  readonly data: DataSource;
  readonly format?: DataFormat;
  /** Default: TF.js on the best engine there is. One of your own is disposed at the end. */
  readonly trainer?: Trainer;
  /** Which engine the default trainer must take. */
  readonly engine?: EngineName;
  /**
   * Bytes that training may take; a plan that needs more is refused before anything is trained. Default: what the system
   * has left.
   */
  readonly availableBytes?: number;
  /**
   * The identity file, made at first use (default `~/.tributary/identity.json`) and locked meanwhile (`.lock` beside
   * it), or a 32-byte secret seed, which its owner must not use twice at a time.
   */
  readonly identity?: string | Uint8Array;
  /**
   * Downloaded blobs, the receipts seen, for mode secure in which attempts this client took part and, where the plan has
   * clients keep a part of the model to themselves, that part: keep it as long as the task runs. Default:
   * `~/.tributary/cache`.
   */
  readonly cacheDir?: string;
  /** Bytes after which the oldest blobs go. Default: 4 GiB. */
  readonly cacheLimitBytes?: number;
  /** The coordinator's fingerprint, if the address does not name it. */
  readonly fingerprint?: string;
  /** A PEM file with the authorities to trust for `https`, in place of Node's. */
  readonly tlsCaFile?: string;
  /** Default: the platform's CSPRNG. Anything that can be guessed makes sealing, masks and rounding void: for simulations only. */
  readonly random?: Random;
  /** Milliseconds without an answer after which to give up. Default: never. */
  readonly giveUpAfterMs?: number;
  readonly onEvent?: (event: ClientEvent) => void;
  /** Raise it to stop: the client gives its place back and the promise resolves with `stopped`. */
  readonly signal?: Cancellation;
}

export interface JoinResult {
  /** `completed` or `failed`: the task; `stopped`: the signal was raised. */
  readonly state: "completed" | "failed" | "stopped";
  /** The task's best model: the trained tensors as safetensors, in the cache. */
  readonly model: { readonly path: string; readonly digest: Digest; readonly sizeBytes: number } | undefined;
  /**
   * A file with this client's own model, whole (the plan's tuning.keep): the best model with the part that never left this
   * client. Undefined where there is none.
   */
  readonly personal: string | undefined;
  /** The round that made it; 0: the base. */
  readonly bestRound: number;
  /** Rounds whose sum holds an update of this run. */
  readonly roundsCounted: number;
  readonly reason: string;
}

const defaultCacheLimitBytes = 4 * 2 ** 30;
/** One unary call; longer for a piece of an upload, which slow lines take their time over. */
const callTimeoutMs = 30_000;
const chunkTimeoutMs = 60_000;

/**
 * Takes part in a federation until its task is over or the signal is raised. Reconnects for as long as it takes.
 * @throws UserError if a person has to mend something; the message says what
 */
export async function joinFederation(options: JoinOptions): Promise<JoinResult> {
  const { random = nodeRandom } = options;
  let offer: TaskOffer | undefined;
  let engine: string | undefined;
  const onEvent = (event: ClientEvent): void => {
    if (event.kind === "joined") ({ offer } = event);
    if (event.kind === "engine" && event.decision.outcome === "taken") ({ engine } = event.decision);
    options.onEvent?.(event);
  };
  const address = parseCoordinator(options.coordinator);
  const fingerprint =
    options.fingerprint === undefined
      ? address.fingerprint
      : parseFingerprint("a coordinator's", options.fingerprint);
  if (options.task !== undefined && !isTaskId(options.task)) {
    throw new UserError(
      `${JSON.stringify(options.task)} is not a task's name: expected lower-case letters, digits and dashes.`,
    );
  }
  if (options.tlsCaFile !== undefined && !address.tls) {
    throw new UserError(
      `A file of authorities was given for ${options.coordinator}, which is without TLS; begin the address with https://.`,
    );
  }
  const settings = await settingsFor(options);
  const ca = options.tlsCaFile === undefined ? undefined : await readAuthorities(options.tlsCaFile);
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  const warn = (message: string): void => onEvent({ kind: "warning", message });
  const blobs = await openBlobCache(
    join(cacheDir, "blobs"),
    options.cacheLimitBytes ?? defaultCacheLimitBytes,
    warn,
  );
  const transport = createGrpcTransport({ ...address, tls: address.tls ? { ca } : undefined });
  const masks = threadedMasks();
  let unlock = (): Promise<void> => Promise.resolve();
  try {
    const path = options.identity ?? defaultIdentityPath();
    if (typeof path === "string") unlock = await lockIdentity(path, warn);
    const signer = signerFromSeed(await seedOf(path), nodePrimitives);
    const connection = connect({
      transport,
      signer,
      primitives: nodePrimitives,
      task: options.task,
      fingerprint,
      kind: "node",
      engine: () => engine,
      release,
      timeoutMs: callTimeoutMs,
      chunkTimeoutMs,
    });
    const kept = openKeptFolder(
      join(cacheDir, "kept"),
      { client: connection.client, coordinator: () => joined(offer).fingerprint },
      warn,
    );
    const trainer =
      options.trainer ??
      lazyTrainer({
        startEngine: async () => {
          const { engine } = await chooseEngine({
            log: (decision) => onEvent({ kind: "engine", decision }),
            ...(options.engine !== undefined && { requested: options.engine }),
          });
          return engine;
        },
        kept,
        availableBytes: () => options.availableBytes ?? availableMemory(),
        onEstimate: (estimate) => onEvent({ kind: "estimate", estimate }),
      });
    const result = await runParticipant<readonly Example[]>(
      {
        connection,
        trainer,
        readData: async (plan) => {
          const examples = await readData(options.data, plan, options.format);
          const perLabel = plan.labels.map(
            (_, label) => examples.filter((example) => "label" in example && example.label === label).length,
          );
          onEvent({ kind: "data", exampleCount: examples.length, perLabel });
          return examples;
        },
        blobs,
        receipts: openReceiptFolder(join(cacheDir, "receipts"), connection.client),
        clock: nodeClock,
        random,
        primitives: nodePrimitives,
        signer,
        masks,
      },
      {
        ...settings,
        ...(options.giveUpAfterMs !== undefined && { giveUpAfterMs: options.giveUpAfterMs }),
      },
      { onEvent, ...(options.signal && { signal: options.signal }) },
    );
    if (result.kind === "stopped" || result.model === undefined) return outcomeOf(result, blobs.path);
    const { task, fingerprint: by } = joined(offer);
    const own = join(cacheDir, "personal", `${task}-${by.slice(0, 16)}-${connection.client}.safetensors`);
    const parts = { offer: joined(offer), model: result.model, blobs, kept };
    return outcomeOf(result, blobs.path, (await writePersonalModel(own, parts, warn)) ? own : undefined);
  } finally {
    await transport.close();
    await masks.close();
    await unlock();
  }
}

async function seedOf(identity: string | Uint8Array): Promise<Uint8Array> {
  if (identity instanceof Uint8Array) {
    if (identity.length === 32) return identity;
    throw new UserError(`An identity's seed has 32 bytes, not ${identity.length}.`);
  }
  // Secret for good, whatever stream the caller injects for the rest.
  return (await readOrCreateIdentityFile(identity, nodeRandom)).seed;
}

function joined(offer: TaskOffer | undefined): TaskOffer {
  if (offer === undefined) throw new Error("no task was agreed to yet");
  return offer;
}

function outcomeOf(result: ParticipantResult, path: (blob: Digest) => string, personal?: string): JoinResult {
  const { roundsCounted } = result;
  if (result.kind === "stopped") {
    const reason = "asked to stop";
    return { state: "stopped", model: undefined, personal, bestRound: 0, roundsCounted, reason };
  }
  const { state, bestRound, reason } = result;
  const model = result.model && { ...result.model, path: path(result.model.digest) };
  return { state, model, personal, bestRound, roundsCounted, reason };
}
