import type { Example } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";
import type { Draw } from "@tributary/core/support";
import type { Augment } from "./augment.ts";

/** Examples as an engine takes them: one array for the values, one for the targets. */
export interface Batch {
  readonly count: number;
  /** count x input size. */
  readonly values: Float32Array;
  /** count x labels: 1 at the label, else 0. */
  readonly targets: Float32Array;
}

/** Copies the examples at `indices`, each changed by `augment` if it is given. */
export function fillBatch(
  examples: readonly Example[],
  indices: readonly number[],
  sizes: { readonly input: number; readonly labels: number },
  changed?: { readonly augment: Augment; readonly chance: Draw },
): Batch {
  const values = new Float32Array(indices.length * sizes.input);
  const targets = new Float32Array(indices.length * sizes.labels);
  for (const [row, index] of indices.entries()) {
    const example = examples[index]!;
    const target = values.subarray(row * sizes.input, (row + 1) * sizes.input);
    if (changed === undefined) target.set(example.values);
    else changed.augment(example.values, target, changed.chance);
    targets[row * sizes.labels + example.label] = 1;
  }
  return { count: indices.length, values, targets };
}

/** Consecutive runs of at most `size` items; the last may be shorter. */
export function inBatches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) =>
    items.slice(batch * size, (batch + 1) * size),
  );
}

/** Inverted dropout of `count` x `units`: 0 with chance `rate`, else 1 / (1 - rate), so that the mean stays. */
export function dropoutMask(count: number, units: number, rate: number, chance: Draw): Float32Array {
  const kept = 1 / (1 - rate);
  return Float32Array.from({ length: count * units }, () => (chance.uniform() < rate ? 0 : kept));
}

/** @throws UserError naming the first example that the plan's network cannot read. */
export function checkExamples(
  examples: readonly Example[],
  sizes: { readonly input: number; readonly labels: number },
): void {
  for (const [index, { values, label }] of examples.entries()) {
    const where = `example ${index + 1} of ${examples.length}`;
    if (values.length !== sizes.input) {
      throw new UserError(`${where} has ${values.length} values; the plan's input has ${sizes.input}`);
    }
    if (!Number.isInteger(label) || label < 0 || label >= sizes.labels) {
      throw new UserError(`${where} has label ${label}; the plan has labels 0 to ${sizes.labels - 1}`);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new UserError(`${where} holds ${values[wrong]} at place ${wrong + 1}; give finite numbers`);
  }
}
