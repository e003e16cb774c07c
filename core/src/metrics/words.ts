import type { ReceiptEvaluation } from "../rounds/index.ts";
import { perplexityOf, writePerplexity } from "./perplexity.ts";

/** What a line tells of a model. Null: it has no such figure; absent: nobody said. */
export interface ToldFigures {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Null for a language model. */
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  readonly weightedF1?: number | null;
}

/** The figures that a receipt holds; null if no example was scored. */
export function toldFigures({ exampleCount, lossSum, ...shares }: ReceiptEvaluation): ToldFigures | null {
  return exampleCount === 0 ? null : { loss: lossSum / exampleCount, ...shares };
}

/** `loss 0.4321, accuracy 91.2 % (base 75.3 %, +15.9), ...`: the gain, in points, is told where the base's figures are given. */
export function figuresInWords(figures: ToldFigures, base: ToldFigures | null): string {
  const { loss, accuracy, macroF1, weightedF1 = null } = figures;
  const words = [`loss ${loss.toFixed(4)}`];
  if (accuracy === null) {
    words.push(perplexityInWords(perplexityOf(loss), base === null ? null : perplexityOf(base.loss)));
  } else {
    words.push(shareInWords("accuracy", accuracy, base?.accuracy ?? null));
  }
  if (macroF1 !== null) words.push(shareInWords("macro F1", macroF1, base?.macroF1 ?? null));
  if (weightedF1 !== null) words.push(shareInWords("weighted F1", weightedF1, base?.weightedF1 ?? null));
  return words.join(", ");
}

/** `accuracy 91.2 % (base 75.3 %, +15.9)`. */
export function shareInWords(name: string, share: number, base: number | null): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const gain = base === null ? "" : ` (base ${percent(base)}, ${pointsInWords(share - base)})`;
  return `${name} ${percent(share)}${gain}`;
}

/** The difference of two shares in points, with its sign. */
export function pointsInWords(difference: number): string {
  return signed(difference, (size) => (100 * size).toFixed(1));
}

/** Like an accuracy's, but a perplexity is the better the lower it is. */
function perplexityInWords(perplexity: number, base: number | null): string {
  const gain =
    base === null ? "" : ` (base ${writePerplexity(base)}, ${signed(perplexity - base, writePerplexity)})`;
  return `perplexity ${writePerplexity(perplexity)}${gain}`;
}

/** A difference with its sign; one that is written as zero counts as no loss. */
export function signed(difference: number, write: (size: number) => string): string {
  const size = write(Math.abs(difference));
  return `${difference < 0 && Number(size) !== 0 ? "-" : "+"}${size}`;
}
