import { portablePrimitives, signerFromSeed } from "../../src/identity/index.ts";
import type { Primitives } from "../../src/identity/index.ts";
import type {
  BlobCache,
  Evaluation,
  ParticipantEvent,
  ParticipantResult,
  ParticipantSettings,
  ReceiptMemory,
  SeenReceipt,
  Trainer,
} from "../../src/participant/index.ts";
import { runParticipant } from "../../src/participant/index.ts";
import { formatPlanProblems, parsePlan } from "../../src/plan/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import type { Cancellation, Digest, Random } from "../../src/support/index.ts";
import { draw, seededRandom, utf8 } from "../../src/support/index.ts";
import type { ScriptOptions, ScriptedCoordinator } from "./scripted-coordinator.ts";
import { scriptedCoordinator } from "./scripted-coordinator.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { virtualClock } from "./virtual-clock.ts";

/** Softmax regression over so many inputs: 2 x inputs + 2 trained numbers. */
export function plan(inputs = 3, changes: object = {}): Plan {
  const text = JSON.stringify({
    task: "scripted",
    base: "random",
    model: { family: "mlp" },
    labels: ["no", "yes"],
    input: { kind: "features", size: inputs },
    tuning: { method: "full" },
    cohort: { goal: 3 },
    privacy: { mode: "sealed", clip: 100 },
    ...changes,
  });
  const parsed = parsePlan(text, "plan.json");
  if (!parsed.ok) throw new Error(formatPlanProblems(parsed.error));
  return parsed.value;
}

export interface ScriptedTrainer extends Trainer<string> {
  readonly calls: string[];
}

/** A trainer whose delta is drawn from the stream that it is given; every call may be replaced. */
export function scriptedTrainer(replaced: Partial<Trainer<string>> = {}): ScriptedTrainer {
  const calls: string[] = [];
  const note = <Value>(name: string, value: Value): Value => {
    calls.push(name);
    return value;
  };
  const evaluation: Evaluation = { exampleCount: 4, lossSum: 2, confusion: Uint32Array.of(1, 1, 0, 2) };
  return {
    calls,
    load: (task) => note("load", (replaced.load ?? (() => Promise.resolve()))(task)),
    evaluate: (...args) =>
      note("evaluate", (replaced.evaluate ?? (() => Promise.resolve(evaluation)))(...args)),
    train: (weights, data, random, signal, onProgress) => {
      calls.push("train");
      if (replaced.train !== undefined) return replaced.train(weights, data, random, signal, onProgress);
      onProgress?.({ epoch: 1, epochs: 1, step: 1, steps: 1, loss: 0.5 });
      const from = draw(random);
      const delta = new Float32Array(weights.length);
      for (let i = 0; i < Math.min(delta.length, 100); i++) delta[i] = from.uniform() / 10;
      return Promise.resolve({ delta, exampleCount: 7 });
    },
    dispose: () => note("dispose", (replaced.dispose ?? (() => Promise.resolve()))()),
  };
}

export interface Taken {
  readonly result: ParticipantResult | undefined;
  readonly error: unknown;
  readonly events: readonly ParticipantEvent[];
  readonly coordinator: ScriptedCoordinator;
  readonly trainer: ScriptedTrainer;
  readonly clock: VirtualClock;
  readonly remembered: ReadonlyMap<string, SeenReceipt>;
}

export interface TakePartOptions extends Omit<ScriptOptions, "plan"> {
  readonly plan?: Plan;
  readonly trainer?: ScriptedTrainer;
  readonly settings?: Partial<ParticipantSettings>;
  readonly blobs?: Map<Digest, Uint8Array>;
  readonly seen?: (coordinator: ScriptedCoordinator) => SeenReceipt | undefined;
  readonly signal?: Cancellation;
  readonly primitives?: Primitives;
  readonly random?: Random;
  readonly clock?: VirtualClock;
  readonly onEvent?: (event: ParticipantEvent, coordinator: ScriptedCoordinator) => void;
  readonly coordinator?: ScriptedCoordinator;
}

/** Takes part in a scripted task to its end. */
export async function takePart(options: TakePartOptions): Promise<Taken> {
  const agreed = options.plan ?? plan();
  const coordinator = options.coordinator ?? scriptedCoordinator({ ...options, plan: agreed });
  const trainer = options.trainer ?? scriptedTrainer();
  const clock = options.clock ?? virtualClock();
  const events: ParticipantEvent[] = [];
  const cache = options.blobs ?? new Map<Digest, Uint8Array>();
  const blobs: BlobCache = {
    get: (blob) => Promise.resolve(cache.get(blob)),
    put: (blob, bytes) => {
      cache.set(blob, bytes);
      return Promise.resolve();
    },
  };
  const remembered = new Map<string, SeenReceipt>();
  const receipts: ReceiptMemory = {
    load: () => Promise.resolve(options.seen?.(coordinator)),
    save: (by, task, receipt) => {
      remembered.set(`${by} ${task}`, receipt);
      return Promise.resolve();
    },
    loadAdvertised: () => Promise.resolve(undefined),
    saveAdvertised: () => Promise.reject(new Error("nothing is advertised in mode sealed")),
  };
  let result: ParticipantResult | undefined;
  let error: unknown;
  try {
    result = await runParticipant(
      {
        connection: coordinator,
        trainer,
        readData: () => Promise.resolve("my data"),
        blobs,
        receipts,
        clock,
        random: options.random ?? seededRandom(utf8("a client")),
        primitives: options.primitives ?? portablePrimitives,
        signer: signerFromSeed(new Uint8Array(32), portablePrimitives),
      },
      { acceptSealed: true, ...options.settings },
      {
        onEvent: (event) => {
          events.push(event);
          options.onEvent?.(event, coordinator);
        },
        ...(options.signal && { signal: options.signal }),
      },
    );
  } catch (thrown) {
    error = thrown;
  }
  return { result, error, events, coordinator, trainer, clock, remembered };
}

/** The kinds of events, without the many that only tell progress. */
export function kinds(events: readonly ParticipantEvent[]): readonly string[] {
  return events
    .map(({ kind }) => kind)
    .filter((kind) => kind !== "downloading" && kind !== "training" && kind !== "uploading");
}
