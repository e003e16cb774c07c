import type { TextPart } from "../participant/example.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** What a language model reads at once. */
export interface EncodedSequence {
  readonly ids: readonly number[];
  /** 1 for each token that the model is to predict from those before it; the first is never one. */
  readonly counted: Uint8Array;
}

/**
 * The tokens of an example for a language model: the tokenizer's tokens before a text, then those of each part, each part
 * by itself, as a model that continues a prompt sees them. Where the last part is learned, so is the end of the text.
 *
 * What is learned as a whole and longer than `maximumTokens` becomes several, each beginning with the last token of the one
 * before it, so that every token but the first is predicted once. What has parts that are only read stays one: the
 * beginning of its prompt goes first, and then the end of what is learned.
 */
export function encodeSequence(
  tokenizer: Tokenizer,
  parts: readonly TextPart[],
  { maximumTokens }: { readonly maximumTokens: number },
): readonly EncodedSequence[] {
  const ids = [...tokenizer.frame.before];
  const counted = ids.map(() => 0);
  const append = (tokens: readonly number[], learned: boolean): void => {
    for (const id of tokens) {
      // Nothing stands before the first, from which it could be predicted.
      counted.push(learned && ids.length > 0 ? 1 : 0);
      ids.push(id);
    }
  };
  for (const { text, learned } of parts) append(tokenizer.tokenize(text), learned);
  if (parts.at(-1)?.learned === true && tokenizer.endId !== undefined) append([tokenizer.endId], true);

  const first = counted.indexOf(1);
  if (first === -1) return [];
  const cut = (start: number): EncodedSequence => {
    const window = Uint8Array.from(counted.slice(start, start + maximumTokens));
    window[0] = 0;
    return { ids: ids.slice(start, start + maximumTokens), counted: window };
  };
  if (parts.some(({ learned }) => !learned)) {
    return [cut(Math.max(0, Math.min(first - 1, ids.length - maximumTokens)))];
  }
  const windows = Math.ceil((ids.length - 1) / (maximumTokens - 1));
  return Array.from({ length: windows }, (_, index) => cut(index * (maximumTokens - 1)));
}
