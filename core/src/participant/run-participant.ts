import { documentDigest } from "../identity/index.ts";
import { checkBase, modelTensors, trainableLayout } from "../model/index.ts";
import type { Plan } from "../plan/index.ts";
import type { Cancellation, TaskId } from "../support/index.ts";
import { UserError, canonicalBytes, cancellationSource, draw } from "../support/index.ts";
import { decodeSafetensors, defaultLimits, elementCount, flatten } from "../tensor/index.ts";
import type { NamedArrays } from "../tensor/index.ts";
import type { BlobRef } from "./connection.ts";
import { createDownloads } from "./downloads.ts";
import type { ParticipantEvent } from "./events.ts";
import { failureOf } from "./failures.ts";
import { createHints } from "./hints.ts";
import { initialState, step } from "./machine.ts";
import { makeUpdate, roundStream } from "./make-update.ts";
import type { ParticipantPorts, ParticipantSettings, SeenReceipt } from "./ports.ts";
import type { Input, Request } from "./protocol.ts";
import type { Ending } from "./state.ts";

export interface RunOptions {
  readonly onEvent?: (event: ParticipantEvent) => void;
  /** Raised to stop: the participant gives its place back, if it can, and resolves. */
  readonly signal?: Cancellation;
}

/** How taking part ended, if nothing has to be mended. */
export type ParticipantResult = Exclude<Ending, { kind: "failed" }>;

/** How long giving a place back may take. */
const leaveMs = 2_000;
/**
 * After a hint clients wait up to so long, so that ten thousand do not ask in the same instant. Those that have no
 * place are the most; they spread over a tenth of what they were asked to wait, so that a round which is about to
 * open does not wait for them.
 */
const jitterMs = {
  any: (waitMs: number) => Math.min(200, waitMs),
  opening: (waitMs: number) => Math.min(2_000, waitMs / 10),
} as const;
/** Receipts asked for at once. */
const receiptsPerCall = 500;

/** An input before the driver has looked at its clock. */
type Happened = Input extends infer Each ? (Each extends Input ? Omit<Each, "nowMs"> : never) : never;

/**
 * Takes part in a task until it is over or the signal is raised: performs what the machine asks for, one thing at a
 * time, through the ports. The trainer is disposed in any case. Memory: the base, and a few vectors of the model's size.
 * @throws UserError if a person has to mend something first
 */
export async function runParticipant<Data>(
  ports: ParticipantPorts<Data>,
  settings: ParticipantSettings,
  { onEvent = () => undefined, signal }: RunOptions = {},
): Promise<ParticipantResult> {
  const stopping = cancellationSource(signal);
  const driver = createDriver(ports, onEvent, stopping.signal);
  try {
    let state = initialState;
    let happened: Happened = { kind: "start" };
    for (;;) {
      const next = step(state, { ...happened, nowMs: ports.clock.nowMs() }, settings);
      state = next.state;
      let request: Request | undefined;
      for (const effect of next.effects) {
        if (effect.kind === "report") onEvent(effect.event);
        else request = effect.request;
      }
      if (request === undefined) break;
      happened = await driver.perform(request);
    }
    if (state.phase.name !== "ended") throw new Error(`the participant stopped while ${state.phase.name}`);
    const { ending } = state.phase;
    if (ending.kind === "failed") throw new UserError(ending.message);
    return ending;
  } finally {
    stopping.cancel(new Error("the participant has ended"));
    stopping.release();
    await driver.ended();
    await ports.trainer.dispose();
  }
}

function createDriver<Data>(
  ports: ParticipantPorts<Data>,
  onEvent: (event: ParticipantEvent) => void,
  signal: Cancellation,
): { perform(request: Request): Promise<Happened>; ended(): Promise<void> } {
  const { connection, trainer, clock, primitives, random } = ports;
  const seed = Uint8Array.from(random.bytes(32));
  const drawn = draw(random);
  const drawBelow = (maximum: number): number => drawn.uniform() * maximum;
  const downloads = createDownloads(connection, ports.blobs, primitives);
  const hints = createHints(connection, clock, drawBelow);
  let watching: Promise<void> | undefined;
  /** Hints up to the beginning of the newest call: its answer tells what they hinted at. */
  let heard = hints.counts();
  let plan: Plan | undefined;
  let task: TaskId | undefined;
  let data: { readonly examples: Data } | undefined;

  const known = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error("the task and its data come first");
    return value;
  };

  async function load(
    kind: "base" | "model" | "result",
    blob: BlobRef,
    tensors: readonly { readonly shape: readonly number[] }[],
  ): Promise<Uint8Array> {
    const most = tensors.reduce(
      (size, { shape }) => size + 4 * elementCount(shape),
      8 + defaultLimits.headerBytes,
    );
    if (blob.sizeBytes > most) {
      throw new UserError(
        `The coordinator offers a ${kind} of ${blob.sizeBytes} bytes; the plan's needs at most ${most}.`,
      );
    }
    return downloads.fetch(known(task), blob, signal, (receivedBytes) =>
      onEvent({ kind: "downloading", blob: kind, receivedBytes, totalBytes: blob.sizeBytes }),
    );
  }

  function decoded(kind: "base" | "model", blob: BlobRef, bytes: Uint8Array): NamedArrays {
    const file = decodeSafetensors(bytes);
    if (!file.ok)
      throw new UserError(`The coordinator's ${kind} (blob ${blob.digest}) is not a model: ${file.error}.`);
    return file.value.arrays;
  }

  /** What the trainer makes, or why it made nothing; the signal's reason passes. */
  async function fromTrainer(work: () => Promise<Happened>): Promise<Happened> {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      return { kind: "unusable", message: error instanceof Error ? error.message : String(error) };
    }
  }

  async function wait({
    minimumMs,
    maximumMs,
    hints: kind,
  }: Extract<Request, { kind: "wait" }>): Promise<void> {
    const ms = minimumMs + drawBelow(maximumMs - minimumMs);
    if (kind === "none") return clock.sleep(ms, signal);
    if (hints.counts()[kind] === heard[kind]) {
      const early = cancellationSource(signal);
      const unsubscribe = hints.next(kind, () => early.cancel("hinted"));
      try {
        await clock.sleep(ms, early.signal);
        return;
      } catch (error) {
        if (signal.aborted || !early.signal.aborted) throw error;
      } finally {
        unsubscribe();
        early.release();
      }
    }
    return clock.sleep(drawBelow(jitterMs[kind](ms)), signal);
  }

  async function leave({ key, reason }: Extract<Request, { kind: "leave" }>): Promise<void> {
    const bound = cancellationSource();
    const ignored = (): undefined => undefined;
    // Best effort: a place that cannot be given back falls free when its lease ends.
    await Promise.race([
      connection.leave(key, reason, bound.signal).catch(ignored),
      clock.sleep(leaveMs, bound.signal).catch(ignored),
    ]);
    bound.cancel(new Error("the place was given back, or is left to its lease"));
  }

  async function fetchReceipts({
    task: of,
    seen,
    toRound,
  }: Extract<Request, { kind: "fetch-receipts" }>): Promise<Happened> {
    let newest: SeenReceipt = seen;
    while (newest.round < toRound) {
      const limit = Math.min(receiptsPerCall, toRound - newest.round);
      const receipts = await connection.getReceipts(of, newest.round + 1, limit, signal);
      for (const receipt of receipts) {
        if (receipt.round !== newest.round + 1 || receipt.previous !== newest.digest) {
          return { kind: "receipts-broken", round: newest.round };
        }
        const digest = documentDigest(canonicalBytes(receipt), primitives);
        newest = { incarnation: receipt.incarnation, round: receipt.round, digest };
      }
      if (receipts.length === 0) return { kind: "receipts-broken", round: newest.round };
    }
    return { kind: "receipts-fetched", seen: newest };
  }

  async function answer(request: Request): Promise<Happened> {
    switch (request.kind) {
      case "get-task":
        return { kind: "task-offered", offer: await connection.getTask(signal) };
      case "read-data": {
        const { offer } = request;
        plan = offer.plan;
        task = offer.task;
        data = { examples: await ports.readData(offer.plan) };
        const seen = await ports.receipts.load(offer.fingerprint, offer.task);
        watching ??= hints.run(offer.task, signal);
        return { kind: "data-read", seen };
      }
      case "check-in":
        return {
          kind: "check-in-answered",
          answer: await connection.checkIn(request.task, request.lastRoundSeen, signal),
        };
      case "fetch-receipts":
        return fetchReceipts(request);
      case "load-base": {
        const agreed = known(plan);
        const bytes = await load("base", request.base, modelTensors(agreed));
        const base = checkBase(agreed, decoded("base", request.base, bytes));
        if (!base.ok) {
          const problems = base.error.map(({ message }) => message).join("; ");
          throw new UserError(`The coordinator's base model does not fit its plan: ${problems}.`);
        }
        await trainer.load({ plan: agreed, base: base.value });
        return { kind: "base-loaded" };
      }
      case "load-model": {
        const layout = trainableLayout(known(plan));
        const arrays = decoded("model", request.model, await load("model", request.model, layout.entries));
        return { kind: "model-loaded", weights: flattened(layout, arrays) };
      }
      case "load-result":
        await load("result", request.model, trainableLayout(known(plan)).entries);
        return { kind: "result-loaded" };
      case "evaluate":
        return fromTrainer(async () => {
          const evaluation = await trainer.evaluate(request.weights, known(data).examples, signal);
          return { kind: "evaluated", evaluation };
        });
      case "train":
        return fromTrainer(async () => {
          const { assignment, weights } = request;
          const { round, attempt } = assignment.descriptor;
          const { delta, exampleCount } = await trainer.train(
            weights,
            known(data).examples,
            roundStream("train", { seed, client: connection.client, assignment }),
            signal,
            (progress) => onEvent({ kind: "training", round, attempt, progress }),
          );
          return { kind: "trained", delta, exampleCount };
        });
      case "seal": {
        const context = { plan: known(plan), assignment: request.assignment, client: connection.client };
        const sealed = makeUpdate(request.update, { ...context, primitives, seed, random });
        return { kind: "sealed", sealed };
      }
      case "ready": {
        const { key, descriptor, sizeBytes } = request;
        return { kind: "ready-answered", answer: await connection.ready(key, descriptor, sizeBytes, signal) };
      }
      case "get-outcome":
        return { kind: "outcome-read", outcome: await connection.getOutcome(request.key, signal) };
      case "upload-status":
        return { kind: "upload-status-read", ...(await connection.uploadStatus(request.key, signal)) };
      case "put-chunk": {
        const { key, offset, data: piece } = request;
        return { kind: "chunk-answered", answer: await connection.putChunk(key, offset, piece, signal) };
      }
      case "commit-upload": {
        const { key, digest, sizeBytes } = request;
        return {
          kind: "commit-answered",
          answer: await connection.commitUpload(key, digest, sizeBytes, signal),
        };
      }
      case "leave":
        await leave(request);
        return { kind: "left" };
      case "remember":
        await ports.receipts.save(request.offer.fingerprint, request.offer.task, request.seen);
        return { kind: "remembered" };
      case "wait":
        await wait(request);
        return { kind: "woke" };
      default:
        return request satisfies never;
    }
  }

  return {
    async perform(request) {
      // Giving a place back comes after the signal, and has a bound of its own.
      if (request.kind === "leave") return answer(request);
      if (signal.aborted) return { kind: "cancelled" };
      if (request.kind !== "wait") heard = hints.counts();
      try {
        return await answer(request);
      } catch (error) {
        if (signal.aborted) return { kind: "cancelled" };
        return failureOf(error);
      }
    },
    async ended() {
      await watching;
    },
  };
}

function flattened(layout: Parameters<typeof flatten>[0], arrays: NamedArrays): Float32Array {
  try {
    return flatten(layout, arrays);
  } catch (error) {
    // flatten names the tensor that is missing or of another shape.
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`The coordinator's model does not fit its plan: ${problem}.`, { cause: error });
  }
}
