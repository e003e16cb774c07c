/** Begins each text and ends it; no text spells it. */
const endOfText = "<|endoftext|>";

/** The words that merges stay within, as GPT-2 has them (openai/gpt-2, src/encoder.py). */
const words = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** A letter for each byte, those that do not print among them, as GPT-2 has them: of a space it is Ġ. */
const letters: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const prints = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  if (prints) return String.fromCharCode(byte);
  const before = byte < 33 ? byte : byte < 161 ? byte - 127 + 33 : 67;
  return String.fromCharCode(256 + before);
});

/**
 * A byte-level BPE tokenizer for the texts (Sennrich et al. 2016, algorithm 1; on bytes as Radford et al. 2019), as the text
 * of a tokenizer.json: 256 bytes, then the merges, then the token that begins and ends a text. Where the texts have no pair
 * twice any more it has fewer tokens than asked for. Of equally frequent pairs the first in the alphabet is merged.
 */
export function trainTokenizer(texts: readonly string[], size: number): string {
  const merges = mergesOf(texts, size - letters.length - 1);
  const tokens = [...letters, ...merges.map((pair) => pair.join(""))];
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return JSON.stringify({
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [{ id: tokens.length, content: endOfText, ...special }],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: endOfText, type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 0 } }],
      special_tokens: { [endOfText]: { id: endOfText, ids: [tokens.length], tokens: [endOfText] } },
    },
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries([...tokens, endOfText].map((token, id) => [token, id])),
      merges,
    },
  });
}

/** The text of its tokenizer_config.json: Python takes the tokenizer as it is. */
export const tokenizerConfig = JSON.stringify({
  tokenizer_class: "PreTrainedTokenizerFast",
  bos_token: endOfText,
  eos_token: endOfText,
  pad_token: endOfText,
});

type Pair = readonly [string, string];

function mergesOf(texts: readonly string[], most: number): readonly Pair[] {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.matchAll(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  let spelled = [...counts].map(([word, count]) => ({ count, symbols: lettersOf(word) }));
  const merges: Pair[] = [];
  while (merges.length < most) {
    const pair = commonest(spelled);
    if (pair === undefined) break;
    merges.push(pair);
    spelled = spelled.map(({ count, symbols }) => ({ count, symbols: joined(symbols, pair) }));
  }
  return merges;
}

function lettersOf(word: string): readonly string[] {
  return Array.from(new TextEncoder().encode(word), (byte) => letters[byte] ?? "");
}

/** Undefined if no pair is there twice. */
function commonest(
  spelled: readonly { readonly count: number; readonly symbols: readonly string[] }[],
): Pair | undefined {
  // No symbol has a space.
  const counts = new Map<string, number>();
  for (const { count, symbols } of spelled) {
    for (let i = 1; i < symbols.length; i++) {
      const pair = `${symbols[i - 1]} ${symbols[i]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    }
  }
  let best = "";
  let most = 1;
  for (const [pair, count] of counts) {
    if (count > most || (count === most && best !== "" && pair < best)) [best, most] = [pair, count];
  }
  const [first, second] = best.split(" ");
  return first === undefined || second === undefined ? undefined : [first, second];
}

function joined(symbols: readonly string[], [first, second]: Pair): readonly string[] {
  const result: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const pair = symbols[i] === first && symbols[i + 1] === second;
    result.push(pair ? first + second : (symbols[i] ?? ""));
    if (pair) i++;
  }
  return result;
}
