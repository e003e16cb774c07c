import { draw } from "@tributary/core/support";
import type { Draw, Random } from "@tributary/core/support";

import { gamma } from "./gamma.ts";
import { lackedClasses } from "./lacking.ts";

/** Who holds which examples: for each client the positions of its examples, ascending. Each example has one holder. */
export type Partition = readonly (readonly number[])[];

/** Deals `count` examples evenly, without regard to what they are. */
export function dealEvenly(count: number, clients: number, random: Random): Partition {
  const dealt = empty(clients);
  const order = draw(random).shuffle(Array.from({ length: count }, (_, index) => index));
  order.forEach((example, place) => dealt[place % clients]?.push(example));
  return ascending(dealt);
}

export interface DirichletOptions {
  readonly clients: number;
  /** Concentration: 0.1 leaves most clients with one or two labels, 100 is nearly even. */
  readonly alpha: number;
  /** Fewest examples that a client may end up with; the deal is repeated until all have as many. */
  readonly minimum: number;
}

/**
 * Label skew as in Hsu, Qi and Brown (2019), by label: the examples of each label are shared out in proportions drawn
 * from a symmetric Dirichlet distribution over the clients.
 * @throws RangeError if a thousand deals leave some client with fewer than `minimum` examples.
 */
export function dealByDirichlet(
  labels: readonly number[],
  options: DirichletOptions,
  random: Random,
): Partition {
  const chance = draw(random);
  const groups = [...byLabel(labels)].sort(([a], [b]) => a - b).map(([, examples]) => examples);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const dealt = empty(options.clients);
    for (const examples of groups)
      dealInProportion(chance.shuffle([...examples]), dealt, options.alpha, chance);
    if (dealt.every((own) => own.length >= options.minimum)) return ascending(dealt);
  }
  throw new RangeError(
    `no deal of ${labels.length} examples to ${options.clients} clients with alpha ${options.alpha} left each with ${options.minimum}`,
  );
}

/** Each client lacks `lacking` of the `classes` labels; what is left of a label is dealt evenly to those who may hold it. */
export function dealLackingClasses(
  labels: readonly number[],
  options: { readonly clients: number; readonly classes: number; readonly lacking: number },
  random: Random,
): Partition {
  const chance = draw(random);
  const lacked = lackedClasses(options.clients, options.classes, options.lacking, chance);
  const dealt = empty(options.clients);
  for (const [label, examples] of [...byLabel(labels)].sort(([a], [b]) => a - b)) {
    const holders = dealt.filter((_, client) => lacked[client]?.has(label) !== true);
    if (holders.length === 0) throw new RangeError(`every client lacks label ${label}`);
    chance.shuffle([...examples]).forEach((example, place) => holders[place % holders.length]?.push(example));
  }
  return ascending(dealt);
}

function dealInProportion(
  examples: readonly number[],
  dealt: readonly number[][],
  alpha: number,
  chance: Draw,
): void {
  const shares = dealt.map(() => gamma(alpha, chance));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let reached = 0;
  let from = 0;
  dealt.forEach((own, client) => {
    reached += shares[client] ?? 0;
    const to =
      client === dealt.length - 1 ? examples.length : Math.round((examples.length * reached) / whole);
    own.push(...examples.slice(from, to));
    from = to;
  });
}

function byLabel(labels: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  labels.forEach((label, example) => {
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [example]);
    else group.push(example);
  });
  return groups;
}

function empty(clients: number): number[][] {
  if (!Number.isInteger(clients) || clients < 1) throw new RangeError(`${clients} clients`);
  return Array.from({ length: clients }, () => []);
}

function ascending(dealt: readonly number[][]): Partition {
  return dealt.map((own) => own.sort((a, b) => a - b));
}
