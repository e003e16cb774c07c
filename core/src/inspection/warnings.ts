import type { Plan } from "../plan/index.ts";
import type { Inspection } from "./inspection.ts";

/** Examples of a label below which little can be learned of it, even by a model that knows the language. */
const fewExamples = 8;
/** Share of the examples from which something that is in each data set becomes worth a word. */
const noticeable = 0.05;

/** What may be amiss with data, in sentences. */
export function warningsOf(found: Omit<Inspection, "warnings">, input: Plan["input"]): readonly string[] {
  const { exampleCount, perLabel, tokens, duplicates, contradictions, nearConstant } = found;
  const warnings: string[] = [];
  const share = (count: number): string => `${count} of ${exampleCount} examples`;

  const none = perLabel.filter(({ count }) => count === 0).map(({ label }) => label);
  if (none.length > 0) {
    warnings.push(
      `There is no example of ${listed(none)}; nothing is learned of it here, and nothing is scored.`,
    );
  }
  const few = perLabel.filter(({ count }) => count > 0 && count < fewExamples).map(({ label }) => label);
  if (few.length > 0) {
    warnings.push(
      `There are fewer than ${fewExamples} examples of ${listed(few)}; label more, or train the head alone (tuning.method: head).`,
    );
  }
  if (duplicates > noticeable * exampleCount) {
    warnings.push(`${share(duplicates)} are copies of others; they count as often as they come.`);
  }
  if (contradictions > 0) {
    warnings.push(`${share(contradictions)} come with another label as well; no model can tell them apart.`);
  }
  if (nearConstant > 0) {
    const what = input.kind === "text" ? "fewer than three different characters" : "one number throughout";
    warnings.push(`${share(nearConstant)} have ${what}; are they meant to be examples?`);
  }
  if (tokens !== undefined && tokens.tooLong > noticeable * exampleCount && input.kind === "text") {
    const fate =
      perLabel.length > 0 ? "their ends are not read" : "they are read in parts, or their prompts are cut";
    warnings.push(
      `${share(tokens.tooLong)} have more than ${input.maximumTokens} tokens: ${fate}; input.maximumTokens is the limit.`,
    );
  }
  const { constantPlaces = 0 } = found;
  if (input.kind === "features" && constantPlaces > 0 && exampleCount > 1) {
    warnings.push(
      `${constantPlaces} of ${input.size} features are the same in each example; check the columns, or leave them out.`,
    );
  }
  return warnings;
}

function listed(labels: readonly string[]): string {
  return labels.length > 12 ? `${labels.slice(0, 12).join(", ")}, ...` : labels.join(", ");
}
