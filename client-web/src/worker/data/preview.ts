import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";

import type { DataPreview, Sample } from "../../session.ts";
import { countsOf } from "./read-sent.ts";

const mostSamples = 12;
/** Below, a client's update says more of each of its examples than of what they have in common. */
const fewExamples = 20;
/** Of the largest class: below, a model learns next to nothing of the smaller one. */
const smallShare = 1 / 20;

/** What a person should see of their own data before they take part. */
export function previewOf(examples: readonly Example[], plan: Plan): DataPreview {
  const counts = countsOf(examples, plan);
  const perLabel = plan.labels.map((label, index) => ({ label, count: counts[index] ?? 0 }));
  return {
    exampleCount: examples.length,
    perLabel,
    samples: spread(examples)
      .slice(0, mostSamples)
      .map((example) => sampleOf(example, plan)),
    warnings: warningsFor(examples.length, perLabel),
  };
}

/** One of each label, then the second of each, and so on. */
function spread(examples: readonly Example[]): readonly Example[] {
  const seen = new Map<number, number>();
  const turns = examples.map((example) => {
    const label = "label" in example ? example.label : 0;
    const turn = seen.get(label) ?? 0;
    seen.set(label, turn + 1);
    return { example, turn, label };
  });
  return turns.sort((a, b) => a.turn - b.turn || a.label - b.label).map(({ example }) => example);
}

function sampleOf(example: Example, { labels }: Plan): Sample {
  if ("parts" in example) return { label: undefined, text: example.parts.map(({ text }) => text).join("") };
  const label = labels[example.label];
  return "text" in example ? { label, text: example.text } : { label, values: example.values };
}

function warningsFor(total: number, perLabel: DataPreview["perLabel"]): readonly string[] {
  const warnings: string[] = [];
  if (total < fewExamples) {
    const held = total === 1 ? "is 1 example" : `are ${total} examples`;
    warnings.push(
      `There ${held}; with fewer than ${fewExamples} a model learns little, and an update tells more of each.`,
    );
  }
  const largest = Math.max(0, ...perLabel.map(({ count }) => count));
  const missing = perLabel.filter(({ count }) => count === 0).map(({ label }) => label);
  const rare = perLabel.filter(({ count }) => count > 0 && count < smallShare * largest);
  if (missing.length > 0)
    warnings.push(`There is no example of ${missing.join(", ")}; the others' will teach it.`);
  for (const { label, count } of rare)
    warnings.push(`Of ${label} there ${count === 1 ? "is" : "are"} only ${count}.`);
  return warnings;
}
