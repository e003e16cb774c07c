import { isLanguageModel } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Example, TextPart } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";
import { encodeSequence } from "@tributary/core/text";
import type { Tokenizer } from "@tributary/core/text";

/** An example as batches are made of it. */
export interface PreparedExample {
  /** Numbers of an image or a row; of a text its tokens, whole numbers below 2^24, which a float holds exactly. */
  readonly values: Float32Array;
  /** Index into the plan's labels; 0 where there are none. */
  readonly label: number;
  /** Of a language model: 1 for each token that it is to predict from those before it, by its place; absent: it classifies. */
  readonly counted?: Uint8Array;
}

/**
 * Examples as training takes them: texts become tokens. A text to be classified is cut at the plan's maximumTokens.
 * Of a language model a long text becomes several examples, and one with nothing to learn none.
 * @param tokenizer of the base model; undefined where the plan's input is no text
 * @throws UserError naming the first example that does not fit the plan
 */
export function prepareExamples(
  { model, input, labels }: FamilyPlan,
  tokenizer: Tokenizer | undefined,
  examples: readonly Example[],
): readonly PreparedExample[] {
  if (input.kind !== "text") {
    return examples.map((example, index) => {
      if ("values" in example) return example;
      throw misfit(index, examples, "is a text", `the plan's input is ${input.kind}`);
    });
  }
  if (tokenizer === undefined) throw new Error("texts need the base model's tokenizer");
  const { maximumTokens } = input;
  const generates = isLanguageModel(model);
  return examples.flatMap((example, index) => {
    if ("values" in example) throw misfit(index, examples, "is numbers", "the plan's input is text");
    if ("parts" in example) {
      if (generates) return sequences(tokenizer, example.parts, maximumTokens);
      throw misfit(index, examples, "has no label", `the plan has ${labels.length} labels`);
    }
    if (generates) return sequences(tokenizer, [{ text: example.text, learned: true }], maximumTokens);
    const tokens = tokenizer.encode(example.text, { maximumTokens });
    return [{ values: Float32Array.from(tokens), label: example.label }];
  });
}

function sequences(
  tokenizer: Tokenizer,
  parts: readonly TextPart[],
  maximumTokens: number,
): readonly PreparedExample[] {
  return encodeSequence(tokenizer, parts, { maximumTokens }).map(({ ids, counted }) => ({
    values: Float32Array.from(ids),
    label: 0,
    counted,
  }));
}

function misfit(index: number, examples: readonly Example[], is: string, but: string): UserError {
  return new UserError(`example ${index + 1} of ${examples.length} ${is}; ${but}`);
}
