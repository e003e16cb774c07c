import { inputSize, isLanguageModel } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import type { Draw } from "@tributary/core/support";
import { padToBucket } from "./buckets.ts";
import type { PreparedExample } from "./prepare.ts";

/** Examples as an engine takes them: plain arrays. */
export type Batch = NumbersBatch | TokensBatch;

export interface NumbersBatch {
  readonly kind: "values";
  readonly count: number;
  /** count x input size. */
  readonly values: Float32Array;
  readonly targets: BatchTargets;
}

export interface TokensBatch {
  readonly kind: "tokens";
  readonly count: number;
  /** Tokens of each text, padding at its end included. */
  readonly length: number;
  /** count x length. */
  readonly ids: Int32Array;
  /** count x length: 1 for a token, 0 for padding. */
  readonly mask: Float32Array;
  readonly targets: BatchTargets;
}

export type BatchTargets =
  | { readonly kind: "labels"; readonly labels: Int32Array }
  /** Places in count x length whose next token counts, and those tokens. */
  | { readonly kind: "tokens"; readonly places: Int32Array; readonly next: Int32Array };

/** Texts are padded to a multiple of this, so that an engine meets few shapes. */
const bucket = 8;

/** A changed copy of an example, of as many values: what training sees in place of it. */
export type Change = (example: PreparedExample) => Float32Array;

/** Copies the examples at `indices`, each changed by `change` if it is given. */
export function fillBatch(
  plan: FamilyPlan,
  examples: readonly PreparedExample[],
  indices: readonly number[],
  change?: Change,
): Batch {
  const { input, model } = plan;
  if (input.kind === "text") {
    const limit = input.maximumTokens;
    const chosen = indices.map((index) => {
      const example = examples[index]!;
      return change === undefined ? example : { ...example, values: change(example) };
    });
    const length = padToBucket(
      chosen.map(({ values }) => values.length),
      bucket,
      limit,
    );
    return tokensBatch(chosen, length, isLanguageModel(model));
  }
  const size = inputSize(input);
  const values = new Float32Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    const example = examples[index]!;
    values.set(change === undefined ? example.values : change(example), row * size);
  }
  const labels = Int32Array.from(indices, (index) => examples[index]!.label);
  return { kind: "values", count: indices.length, values, targets: { kind: "labels", labels } };
}

function tokensBatch(examples: readonly PreparedExample[], length: number, generates: boolean): TokensBatch {
  const count = examples.length;
  const ids = new Int32Array(count * length);
  const mask = new Float32Array(count * length);
  const places: number[] = [];
  const next: number[] = [];
  for (const [row, { values, counted }] of examples.entries()) {
    ids.set(values, row * length);
    mask.fill(1, row * length, row * length + values.length);
    for (let at = 1; at < values.length; at++) {
      if (counted?.[at] !== 1) continue;
      places.push(row * length + at - 1);
      next.push(values[at]!);
    }
  }
  const targets: BatchTargets = generates
    ? { kind: "tokens", places: Int32Array.from(places), next: Int32Array.from(next) }
    : { kind: "labels", labels: Int32Array.from(examples, ({ label }) => label) };
  return { kind: "tokens", count, length, ids, mask, targets };
}

/** Tokens of an example that a language model predicts. */
export function predictedTokens({ counted }: PreparedExample): number {
  return counted?.reduce((sum, one) => sum + one, 0) ?? 0;
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
export function checkExamples(plan: FamilyPlan, examples: readonly PreparedExample[]): void {
  const { input, model } = plan;
  const vocabulary = "vocabSize" in model ? model.vocabSize : 0;
  const labels = plan.labels.length;
  for (const [index, { values, label }] of examples.entries()) {
    const where = `example ${index + 1} of ${examples.length}`;
    if (input.kind === "text") {
      if (values.length === 0) throw new UserError(`${where} has no token; give a text that is not empty`);
      const wrong = values.find((token) => token >= vocabulary);
      if (wrong !== undefined) {
        throw new UserError(
          `${where} has token ${wrong}; the model's vocabulary ends at ${vocabulary - 1}: is the tokenizer the model's own?`,
        );
      }
    } else {
      const size = inputSize(input);
      if (values.length !== size)
        throw new UserError(`${where} has ${values.length} values; the plan's input has ${size}`);
      const wrong = values.findIndex((value) => !Number.isFinite(value));
      if (wrong >= 0)
        throw new UserError(`${where} holds ${values[wrong]} at place ${wrong + 1}; give finite numbers`);
    }
    if (isLanguageModel(model)) continue;
    if (!Number.isInteger(label) || label < 0 || label >= labels)
      throw new UserError(`${where} has label ${label}; the plan has labels 0 to ${labels - 1}`);
  }
}
