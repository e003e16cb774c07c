// States of a coordinator that the dashboard must show well.
import { fromHex } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import type { RoundSummary, TaskStatus, TaskSummary } from "@tributary/proto/messages";

import type { Script } from "./scripted-administration.ts";

const startMs = Date.UTC(2026, 3, 7, 9, 30);
const id = (n: number): string => `${n.toString(16).padStart(2, "0")}c4a71d`.repeat(4);
const digest = (n: number): Uint8Array => fromHex(n.toString(16).padStart(2, "0").repeat(32));

const kinds = ["node", "node", "browser", "node", "browser", "node", "browser", "node", "node"] as const;
const engines = ["wasm", "wasm", "webgpu", "tensorflow", "wasm", "wasm", "webgl2", "cpu", "wasm"] as const;

function committed(round: number, changes: Partial<RoundSummary> = {}): RoundSummary {
  const reach = 1 - Math.exp(-(round - 1) / 4);
  const accuracy = 0.52 + 0.4 * reach + 0.012 * Math.sin(7 * round);
  return {
    round,
    attempt: 1,
    phase: "committed",
    leased: 12,
    ready: 10,
    counted: round === 3 ? 9 : 10,
    rejected: round === 3 ? 1 : 0,
    dropped: round === 5 ? 1 : 0,
    loss: 0.69 * Math.exp(-0.17 * (round - 1)) + 0.05,
    accuracy,
    macroF1: accuracy - 0.02,
    macroPrecision: accuracy - 0.01,
    macroRecall: accuracy - 0.03,
    weightedF1: accuracy - 0.005,
    weightedPrecision: accuracy,
    weightedRecall: accuracy,
    perplexity: -1,
    baseLoss: 0.74,
    baseAccuracy: 0.52,
    baseMacroF1: 0.5,
    basePerplexity: -1,
    bytesUp: 2_450_000 + 4_000 * round,
    bytesDown: 3_300_000,
    seconds: 41 + 3 * Math.sin(round),
    modelDigest: digest(round),
    best: round === 8,
    ...changes,
  };
}

const seconds = {
  preparing: 0.2,
  open: 24,
  advertising: 2.1,
  sharing: 1.7,
  collecting: 8.4,
  confirming: 1.2,
  unmasking: 1.5,
  folding: 2.2,
};

function times(round: number, phases: readonly (keyof typeof seconds)[]) {
  return {
    round,
    attempt: 1,
    phases: phases.map((phase) => ({
      phase,
      startedAtUnixMs: startMs,
      seconds: seconds[phase] * (1 + 0.1 * Math.sin(round)),
    })),
    endedAtUnixMs: startMs + round * 60_000,
  };
}

const securePhases = [
  "preparing",
  "open",
  "advertising",
  "sharing",
  "collecting",
  "confirming",
  "unmasking",
  "folding",
] as const;

const summary: TaskSummary = {
  taskId: "flowers",
  title: "Flowers of three wards",
  state: "running",
  mode: "secure",
  round: 9,
  maximumRounds: 20,
  bestRound: 8,
};

/** Round 9 of 20, in the phase `collecting`. */
export function runningTask(changes: Partial<TaskStatus> = {}): TaskStatus {
  const nowUnixMs = startMs + 9 * 60_000;
  return {
    task: summary,
    planDigest: digest(200),
    baseDigest: digest(201),
    createdAtUnixMs: startMs,
    nowUnixMs,
    running: {
      round: 9,
      attempt: 1,
      purpose: "train",
      phase: "collecting",
      startedAtUnixMs: nowUnixMs - 34_000,
      phaseStartedAtUnixMs: nowUnixMs - 6_000,
      deadlineUnixMs: nowUnixMs + 42_000,
      goal: 10,
      minimum: 8,
      awaited: 3,
    },
    rounds: [
      ...[1, 2, 3].map((round) => committed(round)),
      {
        round: 4,
        attempt: 1,
        phase: "aborted",
        cause: "too-few-survivors",
        leased: 11,
        ready: 9,
        counted: 5,
        dropped: 4,
        bytesUp: 900_000,
        seconds: 63,
        loss: -1,
        accuracy: -1,
        macroF1: -1,
        perplexity: -1,
      },
      ...[4, 5, 6, 7, 8].map((round) => committed(round, round === 4 ? { attempt: 2 } : {})),
      {
        round: 9,
        attempt: 1,
        phase: "collecting",
        leased: 12,
        ready: 9,
        counted: 6,
        dropped: 3,
        bytesUp: 1_400_000,
        loss: -1,
        accuracy: -1,
        macroF1: -1,
        perplexity: -1,
      },
    ],
    attempts: [1, 2, 3, 4, 5, 6, 7, 8].map((round) => times(round, securePhases)),
    participants: kinds.map((kind, n) => ({
      clientId: id(n + 1),
      kind,
      release: "0.1.0",
      engine: engines[n] ?? "",
      state: n < 6 ? "sent" : "sending",
    })),
    participantCount: kinds.length,
    rejected: [
      {
        round: 3,
        attempt: 1,
        clientId: id(9),
        reason: "norm-exceeded",
        detail: "the delta's norm is 4.113, at most 1.2 are allowed",
        atUnixMs: startMs + 171_000,
      },
    ],
    departures: [
      { round: 5, attempt: 1, clientId: id(4), reason: "the user stopped it", atUnixMs: startMs + 290_000 },
      {
        round: 7,
        attempt: 1,
        clientId: id(6),
        reason: "not ready when its time was over",
        atUnixMs: startMs + 415_000,
      },
    ],
    models: [1, 2, 3, 4, 5, 6, 7, 8].map((round) => ({
      round,
      digest: digest(round),
      sizeBytes: 245_312,
      best: round === 8,
    })),
    ...changes,
  };
}

export function completedTask(): TaskStatus {
  return runningTask({
    task: { ...summary, state: "completed", round: 8 },
    running: null,
    participants: [],
    participantCount: 0,
    rounds: [1, 2, 3, 4, 5, 6, 7, 8].map((round) => committed(round)),
  });
}

export function failedTask(): TaskStatus {
  const reason =
    "10 attempts in a row were aborted, the last one as too-few-ready: 3 clients were ready, at least 8 are needed";
  const aborted = Array.from({ length: 10 }, (_, n) => ({
    round: 2,
    attempt: n + 1,
    phase: "aborted",
    cause: "too-few-ready",
    leased: 3,
    ready: 3,
    seconds: 600,
    loss: -1,
    accuracy: -1,
    macroF1: -1,
    perplexity: -1,
  }));
  return runningTask({
    task: { ...summary, mode: "sealed", state: "failed", round: 2, bestRound: 0, reason },
    running: null,
    participants: [],
    participantCount: 0,
    rounds: [committed(1), ...aborted],
    attempts: [],
    models: [{ round: 1, digest: digest(1), sizeBytes: 245_312 }],
  });
}

const events = [
  { kind: "watching" },
  { kind: "descriptor-published", key: { round: 9, attempt: 1, task: "flowers" } },
  { kind: "lease-granted", client: id(1) },
  { kind: "client-ready", client: id(1) },
  { kind: "advertising-started" },
  { kind: "roster-fixed" },
  { kind: "sharers-fixed" },
  { kind: "update-accepted", client: id(3) },
];

/** A coordinator with this one task, or none. */
export function scriptOf(status: () => TaskStatus | undefined, token?: string): Partial<Script> {
  const admit = (context: { readonly token: string | undefined }): void => {
    if (context.token !== token)
      throw new CallError("unauthenticated", "the operator's token is missing or wrong");
  };
  return {
    async ListTasks(_request, context) {
      admit(context);
      const task = status()?.task;
      if (task === null || task === undefined) return { tasks: [] };
      return {
        tasks: [task, { taskId: "letters", title: "Letters by hand", state: "paused", mode: "sealed" }],
      };
    },
    async GetTaskStatus(_request, context) {
      admit(context);
      return status() ?? {};
    },
    async *WatchTask(_request, { signal }) {
      let sequence = 0;
      for (const event of events)
        yield {
          sequence: sequence++,
          json: JSON.stringify({ atMs: startMs + 540_000 + 1_000 * sequence, ...event }),
        };
      if (!signal.aborted)
        await new Promise<void>((resolve) =>
          signal.addEventListener("abort", () => resolve(), { once: true }),
        );
    },
    async CreateTask() {
      throw new CallError(
        "invalid-argument",
        "plan:2:1: lables: there is no such key; did you mean labels?\nplan:9:3: cohort.goal: expected a whole number from 1 on",
      );
    },
  };
}
