import type { Signer } from "@tributary/core/identity";
import { modelTensors } from "@tributary/core/model";
import { runParticipant, settingsFrom } from "@tributary/core/participant";
import type { Connection, Example, ParticipantResult, TaskOffer } from "@tributary/core/participant";
import { imageValues } from "@tributary/core/records";
import { UserError } from "@tributary/core/support";
import { elementCount } from "@tributary/core/tensor";
import { connect } from "@tributary/core/wire";
import { lazyTrainer, predict } from "@tributary/training/web";

import type { Orders, Parting } from "../messages.ts";
import { release } from "../release.ts";
import type {
  ClientEvent,
  DataPreview,
  Guess,
  TaskDescription,
  WebInput,
  WebJoinResult,
} from "../session.ts";
import { createWebTransport } from "../transport/index.ts";
import { decodeImage } from "./data/decode-image.ts";
import { previewOf } from "./data/preview.ts";
import { countsOf, readSent } from "./data/read-sent.ts";
import { createEngines } from "./engines.ts";
import type { Engines } from "./engines.ts";
import { watchingInTurns, withLock } from "./locks.ts";
import { masksFor } from "./masks.ts";
import { wholeModel } from "./models.ts";
import { createPartings } from "./parting.ts";
import type { Partings } from "./parting.ts";
import { webClock, webPrimitives, webRandom } from "./platform.ts";
import { openBlobCache } from "./storage/blob-cache.ts";
import { openDatabase } from "./storage/database.ts";
import type { Database } from "./storage/database.ts";
import { openIdentity } from "./storage/identity.ts";
import { keptStore } from "./storage/kept-store.ts";
import { receiptMemory } from "./storage/receipt-memory.ts";

/** One task of one coordinator, as the Worker takes part in it. */
export interface Federation {
  readonly task: TaskDescription;
  preview(order: Orders["preview"]["order"]): Promise<DataPreview>;
  join(
    order: Orders["join"]["order"],
    onEvent: (event: ClientEvent) => void,
    signal: AbortSignal,
  ): Promise<WebJoinResult>;
  predict(order: Orders["predict"]["order"]): Promise<Guess>;
}

const callTimeoutMs = 30_000;
/** One piece of an upload, which slow lines take their time over. */
const chunkTimeoutMs = 60_000;
const defaultCacheLimitBytes = 2 ** 30;

/** Reaches the coordinator and reads its task; enrols nobody. @throws UserError, CallError */
export async function openFederation(
  { origin, task, fingerprint }: Orders["open"]["order"],
  tellParting: (parting: Parting | undefined) => void,
  signal: AbortSignal,
): Promise<Federation> {
  const database = await openDatabase();
  const signer = await openIdentity(database, webPrimitives, webRandom);
  const partings = createPartings({
    origin,
    // Bare, fetch wants to be called on its own global.
    fetch: (url, init) => fetch(url, init),
    signer,
    primitives: webPrimitives,
    tell: tellParting,
  });
  const transport = watchingInTurns(createWebTransport({ origin, fetch: partings.fetch }), origin);
  const engines = createEngines();
  const connection = connect({
    transport,
    signer,
    primitives: webPrimitives,
    // Both were checked by the page.
    task: task as TaskOffer["task"] | undefined,
    fingerprint: fingerprint as TaskOffer["fingerprint"] | undefined,
    kind: "browser",
    engine: () => engines.taken,
    release,
    timeoutMs: callTimeoutMs,
    chunkTimeoutMs,
  });
  const offer = await connection.getTask(signal);
  return federationOf({ offer, connection, signer, database, partings, engines });
}

interface Opened {
  readonly offer: TaskOffer;
  readonly connection: Connection;
  readonly signer: Signer;
  readonly database: Database;
  readonly partings: Partings;
  readonly engines: Engines;
}

function federationOf({ offer, connection, signer, database, partings, engines }: Opened): Federation {
  const { plan } = offer;
  const kept = keptStore(database, offer.fingerprint);
  const noWarning = (): undefined => undefined;

  const blobsWith = (limitBytes: number, warn: (message: string) => void) =>
    openBlobCache({ database, limitBytes, nowMs: webClock.nowMs, warn });

  async function takePart(
    { data, options }: Orders["join"]["order"],
    onEvent: (event: ClientEvent) => void,
    signal: AbortSignal,
  ): Promise<WebJoinResult> {
    const settings = settingsFrom(options);
    const warn = (message: string): void => onEvent({ kind: "warning", message });
    const blobs = blobsWith(options.cacheLimitBytes ?? defaultCacheLimitBytes, warn);
    const trainer = lazyTrainer({
      startEngine: () => engines.start(options.engine, (decision) => onEvent({ kind: "engine", decision })),
      kept,
      availableBytes: () => options.availableBytes,
      onEstimate: (estimate) => onEvent({ kind: "estimate", estimate }),
    });
    const result = await runParticipant<readonly Example[]>(
      {
        connection,
        trainer,
        readData: async (plan) => {
          const examples = await readSent(data, plan, options.format ?? {});
          onEvent({ kind: "data", exampleCount: examples.length, perLabel: countsOf(examples, plan) });
          return examples;
        },
        blobs,
        receipts: receiptMemory(database),
        clock: webClock,
        random: webRandom,
        primitives: webPrimitives,
        signer,
        masks: masksFor(webPrimitives),
      },
      { ...settings, ...(options.giveUpAfterMs !== undefined && { giveUpAfterMs: options.giveUpAfterMs }) },
      {
        signal,
        onEvent(event) {
          partings.hear(offer.task, event);
          onEvent(event);
        },
      },
    );
    return resultOf(result, async (digest) => blobs.get(digest));
  }

  return {
    task: describe(offer, connection.client),
    async preview({ data, format }) {
      return previewOf(await readSent(data, plan, format), plan);
    },
    async join(order, onEvent, signal) {
      const name = `tributary participant ${offer.fingerprint} ${offer.task}`;
      const wait = (): void => onEvent({ kind: "other-tab" });
      try {
        return await withLock(name, wait, signal, () => takePart(order, onEvent, signal));
      } catch (error) {
        // Stopped while it waited for the other tab.
        if (signal.aborted && error === signal.reason) return stopped(0);
        throw error;
      }
    },
    async predict({ input, which }) {
      if (plan.labels.length === 0)
        throw new UserError(`The model of task ${offer.task} writes text and has no labels to guess.`);
      const example = await exampleOf(input, offer);
      const sources = { offer, connection, kept, primitives: webPrimitives };
      const model = await wholeModel(which, {
        ...sources,
        blobs: blobsWith(defaultCacheLimitBytes, noWarning),
      });
      const engine = await engines.start(undefined, noWarning);
      const [guess] = await predict(engine, plan, model, [example]);
      return plan.labels.map((label, index) => ({ label, probability: guess?.probabilities[index] ?? 0 }));
    },
  };
}

function describe(
  { task, state, plan, planDigest, fingerprint, members }: TaskOffer,
  client: string,
): TaskDescription {
  return {
    task,
    title: plan.title,
    state,
    plan,
    planDigest,
    mode: plan.privacy.mode,
    cohort: plan.cohort,
    rounds: plan.rounds,
    coordinator: fingerprint,
    organisation: members && { name: members.organisation, fingerprint: members.fingerprint },
    baseBytes: modelTensors(plan).reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0),
    client,
  };
}

/** What a person wants the model to look at; its label is not known. */
async function exampleOf(input: WebInput, { plan, task }: TaskOffer): Promise<Example> {
  const wanted = plan.input;
  if (typeof input === "string" && wanted.kind === "text") return { text: input, label: 0 };
  if (input instanceof Float32Array && wanted.kind !== "text") return { values: input, label: 0 };
  if (input instanceof Blob && wanted.kind === "image") {
    return { values: imageValues(await decodeImage("The image", input), wanted), label: 0 };
  }
  throw new UserError(
    `The input of task ${task} is of kind ${wanted.kind}; give it one of those to look at.`,
  );
}

const stopped = (roundsCounted: number): WebJoinResult => ({
  state: "stopped",
  model: undefined,
  bestRound: 0,
  roundsCounted,
  reason: "asked to stop",
});

async function resultOf(
  result: ParticipantResult,
  read: (digest: TaskOffer["fingerprint"]) => Promise<Uint8Array | undefined>,
): Promise<WebJoinResult> {
  if (result.kind === "stopped") return stopped(result.roundsCounted);
  const { state, bestRound, reason, roundsCounted, model } = result;
  const bytes = model && (await read(model.digest));
  const blob = bytes && new Blob([Uint8Array.from(bytes)], { type: "application/octet-stream" });
  return { state, bestRound, reason, roundsCounted, model: model && blob && { ...model, blob } };
}
