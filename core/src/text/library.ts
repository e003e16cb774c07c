import { Tokenizer } from "@huggingface/tokenizers";

// The package's own declarations import their parts without file endings, which "nodenext" does not resolve, so that
// all of it would be `any`. This is what we use of version 0.2.0.

/** Tokens of one text, as the post-processor takes and gives them. */
type PostProcessor = (tokens: readonly string[], pair: null, special: boolean) => { tokens: string[] };

export interface LibraryTokenizer {
  normalizer: ((text: string) => string) | null;
  readonly post_processor: PostProcessor | null;
  readonly model: {
    /** The token of each id; an id that stands for none is a hole. */
    readonly vocab: readonly (string | undefined)[];
    readonly unk_token_id?: number | undefined;
  };
  /** An id is undefined where the vocabulary has neither the token nor one for what is unknown. */
  encode(
    text: string,
    options: { readonly add_special_tokens: boolean },
  ): { readonly ids: readonly (number | undefined)[] };
  /** @throws Error if there is no id */
  decode(ids: readonly number[], options: { readonly skip_special_tokens: boolean }): string;
  token_to_id(token: string): number | undefined;
}

/** @throws Error of many kinds if this is no tokenizer */
export const LibraryTokenizer: new (tokenizer: object, config: object) => LibraryTokenizer = Tokenizer;
