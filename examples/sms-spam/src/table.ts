import type { SplitScores } from "./run-split.ts";
import type { Score } from "./scores.ts";

const models = [
  ["majority", "the most frequent label"],
  ["naiveBayes", "naive Bayes, all messages in one place"],
  ["bestLocal", "the best of the clients alone"],
  ["base", "the base with a new head"],
  ["federated", "federated"],
] as const satisfies readonly (readonly [keyof SplitScores, string])[];

/** What `--json` writes: each split's figures, and of each model the mean over the splits. */
export interface Figures {
  readonly splits: readonly SplitScores[];
  readonly means: Readonly<Record<(typeof models)[number][0], Score>>;
}

export function figuresOf(splits: readonly SplitScores[]): Figures {
  const mean = (key: (typeof models)[number][0]): Score => meanOf(splits.map((split) => split[key]));
  return {
    splits,
    means: {
      majority: mean("majority"),
      naiveBayes: mean("naiveBayes"),
      bestLocal: mean("bestLocal"),
      base: mean("base"),
      federated: mean("federated"),
    },
  };
}

/** Accuracy and F1 of spam of each model, for each split and as their mean. */
export function tableText(splits: readonly SplitScores[]): string {
  const width = Math.max(...models.map(([, name]) => name.length));
  const cell = ({ accuracy, f1 }: Score): string =>
    `${(100 * accuracy).toFixed(1)} / ${f1.toFixed(3)}`.padStart(13);
  const head = [
    "accuracy, % / F1 of spam".padEnd(width),
    ...splits.map(({ seed }) => `split ${seed}`.padStart(13)),
    "mean".padStart(13),
  ];
  const rows = models.map(([key, name]) => {
    const scores = splits.map((split) => split[key]);
    return [name.padEnd(width), ...scores.map(cell), cell(meanOf(scores))].join(" ");
  });
  return [head.join(" "), ...rows].join("\n");
}

function meanOf(scores: readonly Score[]): Score {
  const mean = (value: (score: Score) => number): number =>
    scores.reduce((sum, score) => sum + value(score), 0) / Math.max(1, scores.length);
  return { accuracy: mean(({ accuracy }) => accuracy), f1: mean(({ f1 }) => f1) };
}
