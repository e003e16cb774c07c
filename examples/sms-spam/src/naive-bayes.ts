import { labels } from "./messages.ts";
import type { Message } from "./messages.ts";

/** Words, numbers, and the signs that advertisements like. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}]+|\p{N}+|[£$€!?]/gu) ?? [];
}

/**
 * Multinomial naive Bayes with Laplace smoothing (Manning, Raghavan, Schütze 2008, figure 13.2): the likeliest label of a
 * text. Words that no message had say nothing.
 */
export function naiveBayes(messages: readonly Message[]): (text: string) => number {
  const vocabulary = new Set(messages.flatMap(({ text }) => wordsOf(text)));
  const classes = labels.map((_, label) => {
    const own = messages.filter((message) => message.label === label);
    const counts = new Map<string, number>();
    let total = 0;
    for (const { text } of own) {
      for (const word of wordsOf(text)) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
        total++;
      }
    }
    return { prior: Math.log(own.length / messages.length), counts, total };
  });
  return (text) => {
    const words = wordsOf(text).filter((word) => vocabulary.has(word));
    const scores = classes.map(({ prior, counts, total }) =>
      words.reduce(
        (sum, word) => sum + Math.log(((counts.get(word) ?? 0) + 1) / (total + vocabulary.size)),
        prior,
      ),
    );
    return scores.indexOf(Math.max(...scores));
  };
}

/** The label that most messages have, whatever the text. */
export function majority(messages: readonly Message[]): () => number {
  const counts = labels.map((_, label) => messages.filter((message) => message.label === label).length);
  const most = counts.indexOf(Math.max(...counts));
  return () => most;
}
