// A federation that plays from a script: what the pages show of it needs neither a coordinator nor a Worker.
import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { Digest, TaskId } from "@tributary/core/support";

import type {
  ClientEvent,
  DataPreview,
  FederationSession,
  Guess,
  TaskDescription,
  WebJoinResult,
} from "../../src/session.ts";

const fingerprint = "fb2007c1316375a9eab9bcfb80239acffc9a93c8ab7abd7275ec9b6692b30251" as Digest;

const digits: PlanInput = {
  task: "digits",
  title: "Printed digits learn handwriting",
  base: "random",
  model: { family: "image-cnn", filters: [16, 32], hidden: 64 },
  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  input: { kind: "image", width: 16, height: 16, channels: 1 },
  tuning: { method: "full" },
  rounds: { maximum: 12 },
  cohort: { goal: 10, minimum: 9, minSurvivors: 8 },
};

const texts: PlanInput = {
  ...digits,
  task: "spam",
  title: "",
  model: { family: "mlp", hidden: [8] },
  labels: ["ham", "spam"],
  input: { kind: "features", size: 4, columns: ["words", "links", "capitals", "digits"] },
  cohort: { goal: 4, minimum: 4 },
};

function planOf(input: PlanInput): Plan {
  const plan = parsePlan(JSON.stringify(input), "the scripted plan");
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

/** A task; the other kind is sealed, of rows of numbers, with a small cohort and an organisation. */
export function scriptedTask(kind: "pictures" | "rows" = "pictures"): TaskDescription {
  const plan = planOf(kind === "pictures" ? digits : { ...texts, privacy: { mode: "sealed" } });
  return {
    task: plan.task as TaskId,
    title: plan.title,
    state: "running",
    plan,
    planDigest: fingerprint,
    mode: plan.privacy.mode,
    cohort: plan.cohort,
    rounds: plan.rounds,
    coordinator: fingerprint,
    organisation: kind === "pictures" ? undefined : { name: "Hospitals of the Valley", fingerprint },
    baseBytes: 562_000,
    client: "5d0c",
  };
}

const at = { round: 1, attempt: 1 };

/** What a digit looks like from far away: a bright bar on a dark ground. */
function bar(place: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, i) => (Math.abs((i % 16) - place) < 1.5 ? 1 : 0));
}

export function scriptedPreview(task: TaskDescription): DataPreview {
  const counts = task.plan.labels.map((_, index) =>
    index === 3 ? 0 : index === 7 ? 5 : 12 + ((index * 5) % 9),
  );
  const pictures = task.plan.input.kind === "image";
  return {
    exampleCount: counts.reduce((sum, count) => sum + count, 0),
    perLabel: task.plan.labels.map((label, index) => ({ label, count: counts[index] ?? 0 })),
    samples: task.plan.labels
      .slice(0, 6)
      .map((label, index) =>
        pictures ? { label, values: bar(3 + index * 2) } : { label, values: Float32Array.of(12, 3, 0.25, 4) },
      ),
    warnings: pictures
      ? [
          "There is no example of 3; nothing is learned of it here, and nothing is scored.",
          "There are fewer than 8 examples of 7; label more.",
        ]
      : [],
  };
}

const steps = 54;

function trainingEvents(round: number, done = steps): readonly ClientEvent[] {
  return Array.from({ length: done }, (_, i) => ({
    kind: "training" as const,
    round,
    attempt: 1,
    progress: {
      epoch: i < steps / 2 ? 1 : 2,
      epochs: 2,
      step: i + 1,
      steps,
      loss: 1.9 * Math.exp(-(i + steps * (round - 1)) / 40) + 0.12 + 0.09 * Math.sin(i * 2.3),
    },
  }));
}

const before: readonly ClientEvent[] = [
  {
    kind: "engine",
    decision: { outcome: "taken", engine: "webgpu", description: "a GPU", startMs: 40, selfTestMs: 90 },
  },
  { kind: "assigned", purpose: "train", ...at },
  { kind: "downloading", blob: "base", receivedBytes: 200_000, totalBytes: 562_000 },
];
/** A receipt, of which the pages read a few fields. */
function receipt(
  purpose: "train" | "evaluate",
  accuracy: number,
): Extract<ClientEvent, { kind: "committed" }>["receipt"] {
  return {
    protocol: 1,
    task: "digits" as TaskId,
    incarnation: 0,
    round: 1,
    attempt: 1,
    purpose,
    mode: "secure",
    plan: fingerprint,
    descriptor: fingerprint,
    previous: null,
    modelIn: fingerprint,
    modelOut: fingerprint,
    participants: 10,
    weightUnits: 1,
    unclipped: 10,
    clip: 1,
    evaluation: { exampleCount: 150, lossSum: 80, accuracy, macroF1: accuracy },
    committedAtMs: 0,
  };
}
const loaded: readonly ClientEvent[] = [
  ...before,
  { kind: "downloading", blob: "base", receivedBytes: 562_000, totalBytes: 562_000 },
];
const ready: readonly ClientEvent[] = [
  ...loaded,
  ...trainingEvents(1),
  { kind: "trained", exampleCount: 126, ...at },
  { kind: "ready", sizeBytes: 105_000, reused: false, ...at },
];
const masking: readonly ClientEvent[] = [
  ...ready,
  { kind: "keys-advertised", ...at },
  { kind: "shares-dealt", cohort: 10, holders: 9, ...at },
];
const sending: readonly ClientEvent[] = [
  ...masking,
  { kind: "masked", sizeBytes: 105_000, ...at },
  { kind: "uploading", sentBytes: 70_000, totalBytes: 105_000, ...at },
];
const committed: readonly ClientEvent[] = [
  ...sending,
  { kind: "uploading", sentBytes: 105_000, totalBytes: 105_000, ...at },
  { kind: "accepted", ...at },
  { kind: "survivors", survivors: 10, cohort: 10, ...at },
  { kind: "unmasked", ...at },
  { kind: "committed", counted: true, receipt: receipt("train", 0.73), base: null, ...at },
];
const second: readonly ClientEvent[] = [
  ...committed,
  { kind: "assigned", purpose: "train", round: 2, attempt: 1 },
  { kind: "downloading", blob: "model", receivedBytes: 105_000, totalBytes: 105_000 },
  ...trainingEvents(2, 31),
];
const completed: readonly ClientEvent[] = [
  ...second,
  { kind: "committed", counted: true, receipt: receipt("train", 0.89), base: null, round: 2, attempt: 1 },
  { kind: "committed", counted: true, receipt: receipt("evaluate", 0.94), base: null, round: 3, attempt: 1 },
];
const troubled: readonly ClientEvent[] = [
  ...second,
  { kind: "warning", message: "The clock of this machine is two hours off." },
  { kind: "reconnecting", afterMs: 2_000, error: "connection refused" },
];

/** The parts of a run, each with what came before. */
export const scenes = {
  downloading: before,
  training: [...loaded, ...trainingEvents(1, 38)],
  waiting: ready,
  masking,
  sending,
  second,
  troubled,
  committed,
  completed,
} as const satisfies Record<string, readonly ClientEvent[]>;

export interface Script {
  readonly task?: TaskDescription;
  readonly opening?: "never" | "refused";
  readonly preview?: "never" | "refused";
  readonly events?: readonly ClientEvent[];
  /** What join ends with once the events are told; undefined: with `stopped`, when it is asked to. */
  readonly result?: WebJoinResult;
  readonly failure?: string;
}

const never = <Value>(): Promise<Value> => new Promise(() => undefined);

/** A session that does what its script says. */
export function scriptedFederation({
  task = scriptedTask(),
  opening,
  preview,
  events = committed,
  result,
  failure,
}: Script): () => Promise<FederationSession> {
  const session: FederationSession = {
    task,
    async preview() {
      if (preview === "never") return never();
      if (preview === "refused") {
        throw new UserError(
          "digits.csv, line 14, column 257: expected one of the labels 0, 1, 2, ..., got “seven”.",
        );
      }
      return scriptedPreview(task);
    },
    async join(_, { onEvent, signal } = {}) {
      for (const event of events) onEvent?.(event);
      if (failure !== undefined) throw new UserError(failure);
      if (result !== undefined) return result;
      await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
      return { state: "stopped", model: undefined, bestRound: 0, roundsCounted: 1, reason: "asked to stop" };
    },
    async predict(_, which): Promise<Guess> {
      const labels = task.plan.labels;
      const sure = which === "base" ? 0.46 : 0.94;
      const top = which === "base" ? labels.length - 1 : Math.min(4, labels.length - 1);
      return labels.map((label, index) => ({
        label,
        probability: index === top ? sure : (1 - sure) / Math.max(1, labels.length - 1),
      }));
    },
    close: () => undefined,
  };
  return async () => {
    if (opening === "never") return never();
    if (opening === "refused") {
      throw new UserError(
        "No coordinator answers at http://127.0.0.1:7070; is it running, and is the address right?",
      );
    }
    return session;
  };
}
