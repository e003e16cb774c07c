import { sha256 } from "@noble/hashes/sha2.js";

import type { Example } from "../participant/index.ts";
import type { Plan } from "../plan/index.ts";
import { quoted } from "../records/index.ts";
import { toHex, utf8 } from "../support/index.ts";
import { encodeSequence } from "../text/index.ts";
import type { Tokenizer } from "../text/index.ts";
import type { Distribution, Inspection } from "./inspection.ts";
import { warningsOf } from "./warnings.ts";

/** Examples that are shown. */
const shownExamples = 5;
/** Different characters below which a text says next to nothing. */
const fewCharacters = 3;

/**
 * Looks over examples that a reader gave for this plan; there is at least one.
 * @param tokenizer of the base model, by which tokens are counted
 */
export function inspectExamples(
  examples: readonly Example[],
  { input, labels }: Pick<Plan, "input" | "labels">,
  tokenizer?: Tokenizer,
): Inspection {
  const texts = examples.flatMap((example) => ("values" in example ? [] : [textOf(example)]));
  const numbers = examples.flatMap((example) => ("values" in example ? [example.values] : []));
  const lengths =
    tokenizer === undefined ? [] : examples.flatMap((example) => tokenCount(example, tokenizer));
  const most = input.kind === "text" ? input.maximumTokens : Infinity;
  const counts = new Uint32Array(labels.length);
  for (const example of examples) {
    const label = labelOf(example);
    if (label !== undefined) counts[label] = (counts[label] ?? 0) + 1;
  }
  const found = {
    exampleCount: examples.length,
    perLabel: labels.map((label, index) => ({ label, count: counts[index] ?? 0 })),
    ...(texts.length > 0 && { characters: distributionOf(texts.map(({ length }) => length)) }),
    ...(lengths.length > 0 && {
      tokens: { ...distributionOf(lengths), tooLong: lengths.filter((length) => length > most).length },
    }),
    ...repetitions(examples),
    nearConstant:
      texts.filter((text) => new Set(text).size < fewCharacters).length +
      numbers.filter((values) => values.every((value) => value === values[0])).length,
    ...(numbers.length > 0 && { constantPlaces: constantPlaces(numbers) }),
    first: examples.slice(0, shownExamples).map((example) => {
      const label = labelOf(example);
      return { label: label === undefined ? undefined : labels[label], shown: shown(example) };
    }),
  };
  return { ...found, warnings: warningsOf(found, input) };
}

function labelOf(example: Example): number | undefined {
  return "label" in example ? example.label : undefined;
}

function textOf(example: Exclude<Example, { readonly values: Float32Array }>): string {
  return "text" in example ? example.text : example.parts.map(({ text }) => text).join("");
}

function tokenCount(example: Example, tokenizer: Tokenizer): readonly number[] {
  const whole = { maximumTokens: Number.MAX_SAFE_INTEGER };
  if ("values" in example) return [];
  if ("text" in example) return [tokenizer.encode(example.text, whole).length];
  return encodeSequence(tokenizer, example.parts, whole).map(({ ids }) => ids.length);
}

function distributionOf(numbers: readonly number[]): Distribution {
  const sorted = Float64Array.from(numbers).sort();
  // The least of which a share of all is no greater.
  const percentile = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    least: percentile(0),
    median: percentile(0.5),
    percentile95: percentile(0.95),
    greatest: percentile(1),
  };
}

function repetitions(examples: readonly Example[]): Pick<Inspection, "duplicates" | "contradictions"> {
  const labelsOf = new Map<string, Set<number | undefined>>();
  const keys = examples.map(inputKey);
  let duplicates = 0;
  for (const [index, example] of examples.entries()) {
    const key = keys[index] ?? "";
    const known = labelsOf.get(key);
    const label = labelOf(example);
    if (known?.has(label) === true) duplicates++;
    if (known === undefined) labelsOf.set(key, new Set([label]));
    else known.add(label);
  }
  return { duplicates, contradictions: keys.filter((key) => (labelsOf.get(key)?.size ?? 0) > 1).length };
}

/** The same for equal inputs, and of one size however large they are. */
function inputKey(example: Example): string {
  if (!("values" in example))
    return toHex(sha256(utf8("text" in example ? example.text : JSON.stringify(example.parts))));
  const { buffer, byteOffset, byteLength } = example.values;
  return toHex(sha256(new Uint8Array(buffer, byteOffset, byteLength)));
}

function constantPlaces(numbers: readonly Float32Array[]): number {
  const [first = new Float32Array(0)] = numbers;
  let count = 0;
  for (const [place, value] of first.entries()) {
    if (numbers.every((values) => values[place] === value)) count++;
  }
  return count;
}

function shown(example: Example): string {
  if (!("values" in example)) return quoted(textOf(example));
  const numbers = [...example.values.subarray(0, 6)].map((value) => String(Number(value.toPrecision(4))));
  return example.values.length > numbers.length ? `${numbers.join(" ")} ...` : numbers.join(" ");
}
