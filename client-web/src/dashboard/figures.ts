import type {
  AttemptTimes__Output,
  RoundSummary__Output,
  TaskStatus__Output,
} from "@tributary/proto/messages";

import type { ChartContents } from "./chart.ts";
import { isKnown } from "./words.ts";

// What a task comes to in figures; pure.

type Committed = RoundSummary__Output;

function committed({ rounds }: TaskStatus__Output): readonly Committed[] {
  return rounds.filter(({ phase }) => phase === "committed");
}

/** Model k is scored by round k + 1: the base is model 0. */
export function scoresByModel(status: TaskStatus__Output): ReadonlyMap<number, Committed> {
  return new Map(committed(status).map((round) => [round.round - 1, round]));
}

const known = (value: number): number | null => (isKnown(value) ? value : null);

export function lossChart(status: TaskStatus__Output): ChartContents {
  const rounds = committed(status);
  return {
    places: rounds.map(({ round }) => round - 1),
    series: [{ name: "Loss", values: rounds.map(({ loss }) => known(loss)) }],
  };
}

export function metricsChart(status: TaskStatus__Output): ChartContents {
  const rounds = committed(status);
  const places = rounds.map(({ round }) => round - 1);
  if (rounds.some(({ perplexity }) => isKnown(perplexity)))
    return {
      places,
      series: [{ name: "Perplexity", values: rounds.map(({ perplexity }) => known(perplexity)) }],
    };
  return {
    places,
    series: [
      { name: "Accuracy", values: rounds.map(({ accuracy }) => known(accuracy)) },
      { name: "Macro F1", values: rounds.map(({ macroF1 }) => known(macroF1)) },
    ],
  };
}

export function bytesChart(status: TaskStatus__Output): ChartContents {
  const rounds = committed(status);
  return {
    places: rounds.map(({ round }) => round),
    series: [
      { name: "From clients", values: rounds.map(({ bytesUp }) => bytesUp) },
      { name: "To clients", values: rounds.map(({ bytesDown }) => bytesDown) },
    ],
  };
}

const phases = [
  "open",
  "advertising",
  "sharing",
  "collecting",
  "confirming",
  "unmasking",
  "folding",
] as const;

/** Of the last attempt of each round that the coordinator still remembers. */
export function timesChart(
  { attempts }: TaskStatus__Output,
  words: Readonly<Record<string, string>>,
): ChartContents {
  const last = new Map<number, AttemptTimes__Output>();
  for (const attempt of attempts) if (attempt.endedAtUnixMs > 0) last.set(attempt.round, attempt);
  const shown = [...last.values()].slice(-40);
  const secondsIn = (attempt: AttemptTimes__Output, wanted: string): number =>
    attempt.phases.filter(({ phase }) => phase === wanted).reduce((sum, { seconds }) => sum + seconds, 0);
  const used = phases.filter((phase) => shown.some((attempt) => secondsIn(attempt, phase) > 0));
  return {
    places: shown.map(({ round }) => round),
    series: used.map((phase) => ({
      name: words[phase] ?? phase,
      values: shown.map((attempt) => secondsIn(attempt, phase)),
    })),
  };
}

export interface Headline {
  readonly name: string;
  readonly value: number;
  readonly base: number;
  /** Whether more is better. */
  readonly rises: boolean;
}

/** The newest figure of the task's own kind, and the base's. */
export function headline(status: TaskStatus__Output): Headline | undefined {
  const last = committed(status).at(-1);
  if (last === undefined) return undefined;
  if (isKnown(last.accuracy))
    return { name: "Accuracy", value: last.accuracy, base: last.baseAccuracy, rises: true };
  if (isKnown(last.perplexity))
    return { name: "Perplexity", value: last.perplexity, base: last.basePerplexity, rises: false };
  return undefined;
}

export function totals(status: TaskStatus__Output): {
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly rejected: number;
  readonly dropped: number;
  readonly aborted: number;
} {
  const { rounds } = status;
  const sum = (of: (round: RoundSummary__Output) => number): number =>
    rounds.reduce((total, round) => total + of(round), 0);
  return {
    bytesUp: sum(({ bytesUp }) => bytesUp),
    bytesDown: sum(({ bytesDown }) => bytesDown),
    rejected: sum(({ rejected }) => rejected),
    dropped: sum(({ dropped }) => dropped),
    aborted: rounds.filter(({ phase }) => phase === "aborted").length,
  };
}
