import type { Draw } from "@tributary/core/support";

/**
 * For each client the `lacking` classes that it has no examples of. No class is lacking at many more clients than
 * another, since classes are dealt from shuffled decks.
 * @throws RangeError unless 0 <= lacking < classes.
 */
export function lackedClasses(
  clients: number,
  classes: number,
  lacking: number,
  chance: Pick<Draw, "shuffle">,
): ReadonlySet<number>[] {
  if (lacking < 0 || lacking >= classes) throw new RangeError(`cannot lack ${lacking} of ${classes} classes`);
  let deck: number[] = [];
  return Array.from({ length: clients }, () => {
    const lacked = new Set<number>();
    while (lacked.size < lacking) {
      const at = deck.findIndex((each) => !lacked.has(each));
      if (at === -1) deck = [...deck, ...chance.shuffle(Array.from({ length: classes }, (_, each) => each))];
      else for (const dealt of deck.splice(at, 1)) lacked.add(dealt);
    }
    return lacked;
  });
}
