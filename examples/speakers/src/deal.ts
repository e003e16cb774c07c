import { UserError, draw } from "@tributary/core/support";
import type { Random } from "@tributary/core/support";

import type { Speech } from "./plays.ts";

export interface DealOptions {
  /** Share of the text, from its beginning, that the base model is trained on. */
  readonly pretraining: number;
  readonly clients: number;
  /** Share of a client's text that scores models and is never trained on. */
  readonly heldBack: number;
  /** Decides which speeches are held back. */
  readonly random: Random;
}

/** Speeches of one speaker, each in one of the two. */
export interface Client {
  readonly speaker: string;
  readonly training: readonly string[];
  readonly test: readonly string[];
}

export interface Dealt {
  readonly pretraining: readonly string[];
  /** Those with most text first. */
  readonly clients: readonly Client[];
}

/** Fewer speeches leave nothing to train on and to score. */
const fewestSpeeches = 10;

/**
 * Parts a text in two places: the base model's share comes first, and the clients are those who speak most after it and
 * not a word in it. @throws UserError if there are too few of them
 */
export function deal(speeches: readonly Speech[], options: DealOptions): Dealt {
  const first = speeches.slice(0, endOfShare(speeches, options.pretraining));
  const known = new Set(first.map(({ speaker }) => speaker));
  const bySpeaker = new Map<string, string[]>();
  for (const { speaker, text } of speeches.slice(first.length)) {
    if (known.has(speaker)) continue;
    const own = bySpeaker.get(speaker);
    if (own === undefined) bySpeaker.set(speaker, [text]);
    else own.push(text);
  }
  const largest = [...bySpeaker]
    .filter(([, own]) => own.length >= fewestSpeeches)
    .sort(([a, as], [b, bs]) => characters(bs) - characters(as) || (a < b ? -1 : 1))
    .slice(0, options.clients);
  if (largest.length < options.clients) {
    throw new UserError(
      `The text has ${largest.length} speakers with ${fewestSpeeches} speeches or more after its first ` +
        `${Math.round(100 * options.pretraining)} % who are not heard in that part; expected ${options.clients}, each named ` +
        `on a line of its own that ends in a colon, after a blank line.`,
    );
  }
  return {
    pretraining: first.map(({ text }) => text),
    clients: largest.map(([speaker, own]) => ({ speaker, ...parted(own, options) })),
  };
}

export function characters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function endOfShare(speeches: readonly Speech[], share: number): number {
  const wanted = share * speeches.reduce((sum, { text }) => sum + text.length, 0);
  let sum = 0;
  const index = speeches.findIndex(({ text }) => (sum += text.length) >= wanted);
  return index + 1;
}

/** Holds speeches back until they have the share of the characters. Both parts keep the text's order. */
function parted(
  own: readonly string[],
  { heldBack, random }: DealOptions,
): Pick<Client, "training" | "test"> {
  const wanted = heldBack * characters(own);
  const held = new Set<number>();
  let sum = 0;
  for (const index of draw(random).shuffle([...own.keys()])) {
    if (sum >= wanted) break;
    held.add(index);
    sum += own[index]?.length ?? 0;
  }
  return {
    training: own.filter((_, index) => !held.has(index)),
    test: own.filter((_, index) => held.has(index)),
  };
}
