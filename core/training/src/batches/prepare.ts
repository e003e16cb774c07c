import { isLanguageModel } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Example, SequenceExample } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";

/** An example as batches are made of it. */
export interface PreparedExample {
  /** Numbers of an image or a row; of a text its tokens, whole numbers below 2^24, which a float holds exactly. */
  readonly values: Float32Array;
  /** Index into the plan's labels; 0 where there are none. */
  readonly label: number;
  /** Of a language model: 1 for each token that it learns to write, by its place; absent: it classifies. */
  readonly learned?: Uint8Array;
}

/** Makes tokens of texts: what training needs of a tokenizer. */
export interface Encoder {
  /** Tokens of a text to be classified, special ones included; at most so many. */
  classification(text: string, maximumTokens: number): readonly number[];
  /** Tokens of a text for a language model, without those that a tokenizer adds around a text. */
  continuation(text: string): readonly number[];
}

/**
 * Examples as training takes them: texts become tokens. A text to be classified is cut at the plan's maximumTokens.
 * @param encoder of the base model; undefined where the plan's input is no text
 * @throws UserError naming the first example that does not fit the plan
 */
export function prepareExamples(
  { model, input, labels }: FamilyPlan,
  encoder: Encoder | undefined,
  examples: readonly Example[],
): readonly PreparedExample[] {
  if (input.kind !== "text") {
    return examples.map((example, index) => {
      if ("values" in example) return example;
      throw misfit(index, examples, "is a text", `the plan's input is ${input.kind}`);
    });
  }
  if (encoder === undefined) throw new Error("texts need the base model's tokenizer");
  const { maximumTokens } = input;
  const generates = isLanguageModel(model);
  return examples.flatMap((example, index) => {
    if ("values" in example) throw misfit(index, examples, "is numbers", "the plan's input is text");
    if ("parts" in example) {
      if (generates) return sequences(encoder, example, maximumTokens);
      throw misfit(index, examples, "has no label", `the plan has ${labels.length} labels`);
    }
    if (generates)
      return sequences(encoder, { parts: [{ text: example.text, learned: true }] }, maximumTokens);
    const tokens = encoder.classification(example.text, maximumTokens);
    return [{ values: Float32Array.from(tokens), label: example.label }];
  });
}

/**
 * A text for a language model. One that is learned whole is cut into as many pieces as it takes, each beginning with the
 * last token of the one before, so that each token but the first is predicted once. Of one that begins with what is only
 * read, a prompt, the beginning goes first, and then the end: what is learned stays for as long as there is room.
 */
function sequences(
  encoder: Encoder,
  { parts }: SequenceExample,
  maximumTokens: number,
): readonly PreparedExample[] {
  const pieces = parts.map(({ text, learned }) => ({ tokens: encoder.continuation(text), learned }));
  const tokens = pieces.flatMap((piece) => piece.tokens);
  const learned = pieces.flatMap((piece) => piece.tokens.map(() => (piece.learned ? 1 : 0)));
  const made = (from: number): PreparedExample => ({
    values: Float32Array.from(tokens.slice(from, from + maximumTokens)),
    label: 0,
    learned: Uint8Array.from(learned.slice(from, from + maximumTokens)),
  });
  const prompt = learned.indexOf(1);
  if (prompt !== 0) return [made(Math.max(0, Math.min(prompt - 1, tokens.length - maximumTokens)))];
  const starts: number[] = [];
  for (let from = 0; from === 0 || from < tokens.length - 1; from += maximumTokens - 1) starts.push(from);
  return starts.map(made);
}

function misfit(index: number, examples: readonly Example[], is: string, but: string): UserError {
  return new UserError(`example ${index + 1} of ${examples.length} ${is}; ${but}`);
}
