// Small tokenizers written by hand, as Python's tokenizers would save them. The ids that tests expect of them were
// compared with tokenizers 0.23.3.

const special = (content: string, id: number): object => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

export const wordPieces = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "[MASK]",
  "the",
  "cat",
  "sat",
  "##s",
  "un",
  "##believ",
  "##able",
  "!",
  "cafe",
  "οδοσ",
  "\u{20000}",
  "你",
  "[",
  "]",
  "sep",
];

/** As BERT's, with `[CLS]` before each text and `[SEP]` after it; changed by `changes`. */
export function wordPieceJson(changes: object = {}): string {
  return JSON.stringify({
    version: "1.0",
    truncation: { max_length: 4, strategy: "LongestFirst", stride: 0, direction: "Right" },
    padding: { strategy: { Fixed: 9 }, direction: "Right", pad_id: 0, pad_type_id: 0, pad_token: "[PAD]" },
    added_tokens: wordPieces.slice(0, 5).map(special),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [
        { SpecialToken: { id: "[CLS]", type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { SpecialToken: { id: "[SEP]", type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(wordPieces.map((piece, id) => [piece, id])),
    },
    ...changes,
  });
}

/** Printable stand-ins for bytes that have none, as GPT-2 has them: a space is Ġ. */
const byteLetters = Array.from({ length: 256 }, (_, byte) => {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  if (printable) return String.fromCharCode(byte);
  const before = byte < 33 ? byte : byte < 161 ? byte - 127 + 33 : 67;
  return String.fromCharCode(256 + before);
});

/** As GPT-2's: 256 bytes, then `merges`, then `<|endoftext|>`. */
export function byteLevelJson(
  merges: readonly (readonly [string, string])[] = [
    ["h", "e"],
    ["l", "l"],
    ["he", "ll"],
    ["Ġ", "hell"],
  ],
): string {
  const tokens = [...byteLetters, ...merges.map((pair) => pair.join("")), "<|endoftext|>"];
  return JSON.stringify({
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [special("<|endoftext|>", tokens.length - 1)],
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.slice(0, -1).map((token, id) => [token, id])),
      merges,
    },
  });
}
