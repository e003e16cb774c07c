import { readableUtf8, utf8 } from "../support/index.ts";
import { framed } from "./frame.ts";
import type { Tokenizer } from "./tokenizer.ts";

const padId = 256;
const beginId = 257;
const endId = 258;

/**
 * For models without a tokenizer.json: an id for each byte of UTF-8 (0 to 255), then 256 for padding, 257 before each
 * text and 258 at the end of one. No text spells a special token, and decode never shows one.
 */
export const byteTokenizer: Tokenizer = {
  vocabularySize: 259,
  padId,
  maskId: undefined,
  endId,
  specialIds: new Set([padId, beginId, endId]),
  frame: { before: [beginId], after: [] },
  tokenize: (text) => [...utf8(text)],
  encode: (text, { maximumTokens }) => framed([...utf8(text)], byteTokenizer.frame, maximumTokens),
  decode: (ids) => readableUtf8(Uint8Array.from(ids.filter((id) => id < padId))),
};
