import type { Plan } from "../plan/index.ts";
import { requireSoundPrimitives } from "../identity/index.ts";
import type { Cancellation } from "../support/index.ts";
import { UserError, cancellationSource, draw } from "../support/index.ts";
import { withPolicy } from "./agreement.ts";
import { createDownloads } from "./downloads.ts";
import { roundStream } from "./encode-update.ts";
import type { ParticipantEvent } from "./events.ts";
import { failureOf } from "./failures.ts";
import { fetchReceipts } from "./fetch-receipts.ts";
import { createHints } from "./hints.ts";
import { modelsOf } from "./load-models.ts";
import type { Models } from "./load-models.ts";
import { initialState, step } from "./machine.ts";
import { makeUpdate } from "./make-update.ts";
import type { ParticipantPorts, ParticipantSettings } from "./ports.ts";
import type { Input, Request } from "./protocol.ts";
import { createSecureExchange } from "./secure-exchange.ts";
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
 * open does not wait for them. A cohort is a thousand at most in practice, and waits some six times in a round.
 */
const jitterMs = {
  any: (waitMs: number) => Math.min(40, waitMs),
  opening: (waitMs: number) => Math.min(2_000, waitMs / 10),
} as const;
/** An input before the driver has looked at its clock. */
type Happened = Input extends infer Each ? (Each extends Input ? Omit<Each, "nowMs"> : never) : never;

/**
 * Takes part in a task until it is over or the signal is raised: performs what the machine asks for, one thing at a
 * time, through the ports. The trainer is disposed in any case. Memory: the base, and a few vectors of the model's size.
 * @throws UserError if a person has to mend something first
 */
export async function runParticipant<Data>(
  ports: ParticipantPorts<Data>,
  given: ParticipantSettings,
  { onEvent = () => undefined, signal }: RunOptions = {},
): Promise<ParticipantResult> {
  const settings = withPolicy(given);
  const stopping = cancellationSource(signal);
  const driver = createDriver(ports, settings, onEvent, stopping.signal);
  try {
    await requireSoundPrimitives(ports.primitives);
    let state = initialState;
    let happened: Happened = { kind: "start" };
    for (;;) {
      const next = step(state, { ...happened, nowMs: ports.clock.nowMs() }, settings);
      state = next.state;
      let request: Request | undefined;
      for (const effect of next.effects) {
        if (effect.kind === "report") onEvent(effect.event);
        else if (effect.kind === "abandon") driver.abandon();
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
    driver.abandon();
    await driver.ended();
    await ports.trainer.dispose();
  }
}

function createDriver<Data>(
  ports: ParticipantPorts<Data>,
  settings: ParticipantSettings,
  onEvent: (event: ParticipantEvent) => void,
  signal: Cancellation,
): { perform(request: Request): Promise<Happened>; abandon(): void; ended(): Promise<void> } {
  const { connection, trainer, clock, primitives, random } = ports;
  const seed = Uint8Array.from(random.bytes(32));
  const drawn = draw(random);
  const drawBelow = (maximum: number): number => drawn.uniform() * maximum;
  const downloads = createDownloads(connection, ports.blobs, primitives);
  const hints = createHints(connection, clock, drawBelow);
  const exchange = createSecureExchange(ports, settings, seed);
  let watching: Promise<void> | undefined;
  /** Hints up to the beginning of the newest call: its answer tells what they hinted at. */
  let heard = hints.counts();
  let joined: { readonly plan: Plan; readonly models: Models; readonly examples: Data } | undefined;

  function known(): NonNullable<typeof joined> {
    if (joined === undefined) throw new Error("the task and its data come first");
    return joined;
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

  async function answer(request: Request): Promise<Happened> {
    switch (request.kind) {
      case "get-task":
        return { kind: "task-offered", offer: await connection.getTask(signal), client: connection.client };
      case "read-data": {
        const { offer } = request;
        const examples = await ports.readData(offer.plan);
        joined = { plan: offer.plan, models: modelsOf(offer, downloads, onEvent, signal), examples };
        const seen = await ports.receipts.load(offer.fingerprint, offer.task);
        const advertised = await ports.receipts.loadAdvertised(offer.fingerprint, offer.task);
        watching ??= hints.run(offer.task, signal);
        return { kind: "data-read", seen, advertised };
      }
      case "check-in":
        return {
          kind: "check-in-answered",
          answer: await connection.checkIn(request.task, request.lastRoundSeen, signal),
        };
      case "fetch-receipts":
        return fetchReceipts(request, connection, primitives, signal);
      case "load-base": {
        const { plan, models, examples } = known();
        const { arrays, assets } = await models.base(request.base);
        await trainer.load({ plan, base: arrays, assets, data: examples });
        return { kind: "base-loaded" };
      }
      case "load-model":
        return { kind: "model-loaded", weights: await known().models.incoming(request.model) };
      case "load-result":
        await known().models.result(request.model);
        return { kind: "result-loaded" };
      case "evaluate":
        return fromTrainer(async () => {
          const evaluation = await trainer.evaluate(request.weights, known().examples, signal);
          return { kind: "evaluated", evaluation };
        });
      case "train":
        return fromTrainer(async () => {
          const { assignment, weights } = request;
          const { round, attempt } = assignment.descriptor;
          const { delta, exampleCount } = await trainer.train(
            weights,
            known().examples,
            roundStream("train", { seed, client: connection.client, assignment }),
            signal,
            (progress) => onEvent({ kind: "training", round, attempt, progress }),
          );
          return { kind: "trained", delta, exampleCount };
        });
      case "seal": {
        const context = { plan: known().plan, assignment: request.assignment, client: connection.client };
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
      case "commit-masked-input": {
        const { key, message } = request;
        return { kind: "commit-answered", answer: await connection.commitMaskedInput(key, message, signal) };
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
        return exchange.perform(request, signal);
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
    abandon: exchange.abandon,
    async ended() {
      await watching;
    },
  };
}
