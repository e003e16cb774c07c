import { metricsOf } from "@tributary/core/metrics";

import { labels } from "./messages.ts";
import type { Message } from "./messages.ts";

/** How a model does on messages: the share that it calls right, and the F1 of spam. */
export interface Score {
  readonly accuracy: number;
  readonly f1: number;
}

/** @param confusion row: what it is, column: what it was called; ham, spam */
export function scoreOf(confusion: Uint32Array): Score {
  const exampleCount = confusion.reduce((sum, count) => sum + count, 0);
  const metrics = metricsOf({ exampleCount, lossSum: 0, confusion }, labels);
  return { accuracy: metrics?.accuracy ?? 0, f1: metrics?.perClass?.[1]?.f1 ?? 0 };
}

/** The score of what a rule says of each message. */
export function scoreRule(test: readonly Message[], rule: (text: string) => number): Score {
  const confusion = new Uint32Array(4);
  for (const { text, label } of test) {
    const place = 2 * label + rule(text);
    confusion[place] = (confusion[place] ?? 0) + 1;
  }
  return scoreOf(confusion);
}
