import { hashExample } from "./hash.ts";
import type { PreparedExample } from "./prepare.ts";

/** What of an example decides on which side it falls. */
type Content = Pick<PreparedExample, "values" | "label">;

/** Indices into a client's examples, each ascending; together they are all of them. */
export interface Split {
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/**
 * Holds back round(share * n) examples, at least one where share > 0 and n > 1.
 *
 * Which ones depends on the examples' own content and on nothing else: not on their order, the round or a seed. So an
 * example that scored a model in one round is never trained on in the next, and few change sides when examples are added.
 * Every label gives in proportion: within a label examples are ranked by their hash, and those with the least relative
 * rank, (rank + 1/2) / count, are held back first. Copies of one example always fall on the same side; where a set
 * consists of copies alone nothing is held back, since something must be trained on.
 */
export function splitExamples(examples: readonly Content[], share: number): Split {
  const held = new Set<number>();
  if (share > 0 && examples.length > 1) {
    const wanted = Math.max(1, Math.round(share * examples.length));
    for (const { indices } of rankedGroups(examples)) {
      if (held.size >= wanted) break;
      if (held.size + indices.length < examples.length) for (const index of indices) held.add(index);
    }
  }
  const all = [...examples.keys()];
  return {
    training: all.filter((index) => !held.has(index)),
    validation: all.filter((index) => held.has(index)),
  };
}

interface Group {
  readonly hash: number;
  readonly relativeRank: number;
  /** Copies of one example. */
  readonly indices: readonly number[];
}

function rankedGroups(examples: readonly Content[]): readonly Group[] {
  const byLabel = new Map<number, { readonly hash: number; readonly index: number }[]>();
  for (const [index, example] of examples.entries()) {
    const entry = { hash: hashExample(example), index };
    const peers = byLabel.get(example.label);
    if (peers === undefined) byLabel.set(example.label, [entry]);
    else peers.push(entry);
  }
  const groups: Group[] = [];
  for (const entries of byLabel.values()) {
    entries.sort((a, b) => a.hash - b.hash);
    for (let start = 0; start < entries.length;) {
      const { hash } = entries[start]!;
      let end = start;
      while (entries[end]?.hash === hash) end++;
      const indices = entries.slice(start, end).map(({ index }) => index);
      groups.push({ hash, relativeRank: (start + 0.5) / entries.length, indices });
      start = end;
    }
  }
  return groups.sort((a, b) => a.relativeRank - b.relativeRank || a.hash - b.hash);
}
