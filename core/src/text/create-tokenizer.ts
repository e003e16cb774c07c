import { UserError } from "../support/index.ts";
import { framed } from "./frame.ts";
import { LibraryTokenizer } from "./library.ts";
import { repaired, replacedNormalizer } from "./repairs.ts";
import { readNamedTokens, readTokenizerFile } from "./tokenizer-file.ts";
import type { NamedTokens, TokenizerFile } from "./tokenizer-file.ts";
import type { Frame, Tokenizer } from "./tokenizer.ts";

/** The files of a Hugging Face folder that make a tokenizer, as text. */
export interface TokenizerFiles {
  readonly tokenizerJson: string;
  /** tokenizer_config.json, which names the tokens that have a part to play. */
  readonly tokenizerConfigJson?: string | undefined;
  /** special_tokens_map.json, which names them in older folders. */
  readonly specialTokensMapJson?: string | undefined;
}

/** Ids travel as 32-bit floats, which are exact below. */
const mostTokens = 2 ** 24;

/** How common tokenizers call these tokens; looked for where no file names one (GPT-2's names none). */
const customary = {
  pad: ["[PAD]", "<pad>", "<|pad|>", "<|endoftext|>"],
  mask: ["[MASK]", "<mask>"],
  end: ["<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>"],
} as const;

/**
 * The tokenizer of a Hugging Face folder. `truncation` and `padding` in tokenizer.json are passed over: encode cuts, and
 * padding belongs to batches. Without any token to pad with, id 0 does, since nothing looks at it.
 * @throws UserError in one sentence if the files are no tokenizer
 */
export function createTokenizer(files: TokenizerFiles): Tokenizer {
  const file = readTokenizerFile(files.tokenizerJson);
  const named = namedTokensOf(files);
  const library = libraryTokenizer(file, named);
  const vocabularySize = library.model.vocab.length;
  if (vocabularySize === 0 || vocabularySize > mostTokens) {
    throw new UserError(`tokenizer.json has ${vocabularySize} tokens; expected 1 to ${mostTokens}.`);
  }
  const frame = frameOf(library);
  const unknownId = library.model.unk_token_id ?? idOf(library, [named.unk_token]);
  const endId = idOf(library, [named.eos_token, ...customary.end]);
  const padId = idOf(library, [named.pad_token, file.padding?.pad_token, ...customary.pad]) ?? endId ?? 0;
  const maskId = idOf(library, [named.mask_token, ...customary.mask]) ?? unknownId;
  const special = file.added_tokens.filter((token) => token.special).map(({ id }) => id);

  const tokenize = (text: string): readonly number[] => {
    const { ids } = library.encode(text, { add_special_tokens: false });
    return ids.map((id) => {
      if (id !== undefined) return id;
      throw new UserError(
        `The tokenizer has no token for a part of ${JSON.stringify(text.slice(0, 40))}, and none for what is unknown.`,
      );
    });
  };
  return {
    vocabularySize,
    padId,
    maskId,
    endId,
    specialIds: new Set([...special, ...frame.before, ...frame.after]),
    frame,
    tokenize,
    encode: (text, { maximumTokens }) => framed(tokenize(text), frame, maximumTokens),
    decode: (ids, { special: shown = false } = {}) =>
      ids.length === 0 ? "" : library.decode(ids, { skip_special_tokens: !shown }),
  };
}

function namedTokensOf({ tokenizerConfigJson, specialTokensMapJson }: TokenizerFiles): NamedTokens {
  const read = (name: string, json: string | undefined): NamedTokens =>
    json === undefined ? {} : readNamedTokens(name, json);
  return {
    ...read("special_tokens_map.json", specialTokensMapJson),
    ...read("tokenizer_config.json", tokenizerConfigJson),
  };
}

function libraryTokenizer(file: TokenizerFile, named: NamedTokens): LibraryTokenizer {
  try {
    const library = new LibraryTokenizer(repaired(file), {
      // Its own default is true, which takes spaces out of what is decoded; Python's is false.
      clean_up_tokenization_spaces: false,
      ...named,
      // Of a word-level model it asks the config.
      unk_token: file.model.unk_token ?? named.unk_token,
    });
    const normalizer = replacedNormalizer(file);
    if (normalizer !== undefined) library.normalizer = normalizer;
    return library;
  } catch (error) {
    throw unusable(error);
  }
}

function unusable(error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(`tokenizer.json cannot be used: ${why}.`, { cause: error });
}

/** What the post-processor puts around a text, found by giving it a token that stands for one. */
function frameOf(library: LibraryTokenizer): Frame {
  if (library.post_processor === null) return { before: [], after: [] };
  const text = "\u0000 a text";
  let tokens: readonly string[];
  try {
    ({ tokens } = library.post_processor([text], null, true));
  } catch (error) {
    throw unusable(error);
  }
  const at = tokens.indexOf(text);
  if (at === -1 || tokens.includes(text, at + 1)) {
    throw new UserError("tokenizer.json cannot be used: its post_processor does not hold the text once.");
  }
  const idsOf = (around: readonly string[]): readonly number[] =>
    around.map((token) => {
      const id = library.token_to_id(token);
      if (id !== undefined) return id;
      throw new UserError(
        `tokenizer.json cannot be used: its post_processor adds ${JSON.stringify(token)}, which is no token of it.`,
      );
    });
  return { before: idsOf(tokens.slice(0, at)), after: idsOf(tokens.slice(at + 1)) };
}

/** The id of the first of these that is a token. */
function idOf(library: LibraryTokenizer, names: readonly (string | null | undefined)[]): number | undefined {
  for (const name of names) {
    const id = typeof name === "string" ? library.token_to_id(name) : undefined;
    if (id !== undefined) return id;
  }
  return undefined;
}
