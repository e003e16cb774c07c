import { z } from "zod";

import { UserError } from "../support/index.ts";

const normalizer = z.looseObject({
  type: z.string(),
  get normalizers() {
    return z.array(normalizer).optional();
  },
});

const preTokenizer = z.looseObject({
  type: z.string(),
  get pretokenizers() {
    return z.array(preTokenizer).optional();
  },
});

/** What we read of a tokenizer.json ourselves; the library reads the rest. */
const tokenizerFile = z.looseObject({
  model: z.looseObject({
    // Looked at no further: a copy of 100,000 entries costs more than the library's own reading.
    vocab: z.custom<object>((value) => typeof value === "object" && value !== null, "expected a vocabulary"),
    unk_token: z.string().nullish(),
  }),
  added_tokens: z.array(
    z.looseObject({ id: z.int().min(0), content: z.string().min(1), special: z.boolean() }),
  ),
  normalizer: normalizer.nullable(),
  pre_tokenizer: preTokenizer.nullable(),
  post_processor: z.unknown(),
  decoder: z.unknown(),
  padding: z.looseObject({ pad_token: z.string() }).nullish(),
});

export type TokenizerFile = z.output<typeof tokenizerFile>;

/** A token as tokenizer_config.json and special_tokens_map.json name it. */
const namedToken = z
  .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
  .nullish();

const namedTokens = z.looseObject({
  pad_token: namedToken,
  unk_token: namedToken,
  mask_token: namedToken,
  eos_token: namedToken,
});

/** The tokens that have a part to play, by name. */
export type NamedTokens = z.output<typeof namedTokens>;

/** @throws UserError in one sentence */
export function readTokenizerFile(json: string): TokenizerFile {
  const value = parsed("tokenizer.json", json);
  const file = tokenizerFile.safeParse(value);
  if (file.success) return file.data;
  throw new UserError(
    `tokenizer.json holds no tokenizer: ${wordsOf(file.error)}; expected the file that Python's tokenizers write.`,
  );
}

/** @throws UserError in one sentence */
export function readNamedTokens(name: string, json: string): NamedTokens {
  const tokens = namedTokens.safeParse(parsed(name, json));
  if (tokens.success) return tokens.data;
  throw new UserError(`${name} does not say which tokens are special: ${wordsOf(tokens.error)}.`);
}

function parsed(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UserError(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function wordsOf({ issues: [first] }: z.ZodError): string {
  if (first === undefined) return "it was refused";
  const where = first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  return `${first.message.charAt(0).toLowerCase()}${first.message.slice(1)}${where}`;
}
