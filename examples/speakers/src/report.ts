import { perplexityOf, writePerplexity } from "@tributary/core/metrics";
import type { RoundLine } from "@tributary/example-kit";

/** Perplexities per token on the speeches that a speaker holds back; the lower the better. */
export interface Perplexities {
  readonly base: number;
  /** Trained by the speaker without the others. */
  readonly alone: number;
  readonly federated: number;
}

export interface SpeakerFigures extends Perplexities {
  readonly speaker: string;
  readonly trainingCharacters: number;
  readonly testCharacters: number;
}

/** A round as the coordinator tells of it. */
export interface RoundFigures {
  readonly round: number;
  readonly participants: number;
  /** Of the model that came in, on what the speakers hold back of their training text; null if nobody scored it. */
  readonly perplexity: number | null;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly seconds: number;
}

/** What --json writes. */
export interface Report {
  readonly seed: number;
  readonly engine: string;
  /** Characters that the base model was trained on, and how long; null: it was there from an earlier run. */
  readonly pretraining: { readonly characters: number; readonly seconds: number | null };
  readonly speakers: readonly SpeakerFigures[];
  /** Over the speakers, each alike. */
  readonly mean: Perplexities;
  /** Whose perplexity the federated model did not lower. */
  readonly notLowered: readonly string[];
  /** The last one scores the last model and trains nobody. */
  readonly rounds: readonly RoundFigures[];
  readonly federationSeconds: number;
  readonly seconds: number;
}

export function meanOf(speakers: readonly Perplexities[]): Perplexities {
  const mean = (of: keyof Perplexities): number =>
    speakers.reduce((sum, each) => sum + each[of], 0) / speakers.length;
  return { base: mean("base"), alone: mean("alone"), federated: mean("federated") };
}

export function roundFigures({ loss, ...line }: RoundLine): RoundFigures {
  const { round, participants, bytesUp, bytesDown, seconds } = line;
  const perplexity = loss === null ? null : perplexityOf(loss);
  return { round, participants, perplexity, bytesUp, bytesDown, seconds };
}

/** The figures for people: a line for each speaker, and what they come to. */
export function tableText({
  speakers,
  mean,
  notLowered,
}: Pick<Report, "speakers" | "mean" | "notLowered">): string {
  const rows = [
    ["", "base", "alone", "federated"],
    ...[...speakers, { speaker: "mean", ...mean }].map((row) => [
      row.speaker,
      ...[row.base, row.alone, row.federated].map(writePerplexity),
    ]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", ...figures]) =>
    [name.padEnd(width), ...figures.map((figure) => figure.padStart(9))].join("  "),
  );
  const whose =
    notLowered.length === 0
      ? `each of the ${speakers.length} speakers`
      : `${speakers.length - notLowered.length} of ${speakers.length} speakers, not of ${notLowered.join(", ")}`;
  return [
    "Perplexity per token on speeches that nobody trained on (lower is better):",
    ...lines,
    `Federated training lowered that of ${whose}.`,
  ].join("\n");
}
