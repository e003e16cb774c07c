import type { RoundLine } from "@tributary/example-kit";

import type { Readings } from "./baselines.ts";
import { accuracy, mean } from "./baselines.ts";

/** Shares of held-out pictures read right, 0 .. 1. */
export interface Accuracy {
  /** On everybody's hands: the base; a local model, as the mean over them; federated; all data in one place. */
  readonly base: number;
  readonly localAll: number;
  readonly federated: number;
  readonly centralised: number;
  /** A local model on its own writer's hand, as the mean over them. */
  readonly localOwn: number;
  /** On print, which is what the base could do: the base; the federated model. */
  readonly basePrint: number;
  readonly kept: number;
}

/** What --report writes. */
export interface Report {
  readonly accuracy: Accuracy;
  /** Rounds that trained; loss and accuracy are those of the model that came in, on the clients' own validation examples. */
  readonly rounds: readonly {
    readonly round: number;
    readonly participants: number;
    readonly dropped: number;
    readonly loss: number | null;
    readonly accuracy: number | null;
    readonly bytesUp: number;
    readonly bytesDown: number;
    readonly seconds: number;
  }[];
  readonly model: { readonly path: string; readonly sha256: string };
  readonly seconds: number;
}

/** Names of the models that are scored. */
export const modelNames = {
  base: "base",
  federated: "federated",
  centralised: "centralised",
  local: (writer: number) => `local ${writer + 1}`,
} as const;

/** The table's figures. Each readings' last set is print, those before are the writers', in order. */
export function accuracyOf(readings: ReadonlyMap<string, Readings>, writers: number): Accuracy {
  const of = (name: string): readonly number[] => {
    const sets = readings.get(name);
    if (sets === undefined) throw new RangeError(`the model ${name} was not scored`);
    return sets.map(accuracy);
  };
  const onHands = (name: string): number => mean(of(name).slice(0, writers));
  const locals = Array.from({ length: writers }, (_, writer) => modelNames.local(writer));
  return {
    base: onHands(modelNames.base),
    localOwn: mean(locals.map((name, writer) => of(name)[writer] ?? 0)),
    localAll: mean(locals.map(onHands)),
    federated: onHands(modelNames.federated),
    centralised: onHands(modelNames.centralised),
    basePrint: of(modelNames.base)[writers] ?? 0,
    kept: of(modelNames.federated)[writers] ?? 0,
  };
}

export function roundsOf(lines: readonly RoundLine[]): Report["rounds"] {
  return lines
    .filter(({ purpose }) => purpose === "train")
    .map(({ round, participants, dropped, loss, accuracy, bytesUp, bytesDown, seconds }) => ({
      round,
      participants,
      dropped,
      loss,
      accuracy,
      bytesUp,
      bytesDown,
      seconds,
    }));
}

/** A picture that the base read wrong and the new model reads right. */
export interface Corrected {
  readonly writer: number;
  readonly picture: number;
  readonly shown: number;
  readonly readBefore: number;
}

/** At most `most` of them, from as many writers and of as many digits as can be had. */
export function correctedPictures(
  before: Readings,
  after: Readings,
  writers: number,
  most: number,
): Corrected[] {
  const all = before
    .slice(0, writers)
    .flatMap((set, writer) =>
      set.flatMap(({ read, shown }, picture) =>
        read !== shown && after[writer]?.[picture]?.read === shown
          ? [{ writer, picture, shown, readBefore: read }]
          : [],
      ),
    );
  const chosen: Corrected[] = [];
  while (chosen.length < most) {
    const seen = (each: Corrected): number =>
      chosen.filter(({ writer }) => writer === each.writer).length +
      chosen.filter(({ shown }) => shown === each.shown).length;
    const rest = all.filter((each) => !chosen.includes(each)).sort((a, b) => seen(a) - seen(b));
    const [next] = rest;
    if (next === undefined) break;
    chosen.push(next);
  }
  return chosen;
}
