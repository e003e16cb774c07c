import { bertNormalizer } from "./bert-normalizer.ts";
import type { TokenizerFile } from "./tokenizer-file.ts";

// Where @huggingface/tokenizers 0.2.0 departs from Python's tokenizers in what people have in their folders; found by
// comparing the two on every code point and on random texts.

/** The same tokenizer, written so that the library reads it as Python does. */
export function repaired(file: TokenizerFile): TokenizerFile {
  return {
    ...file,
    normalizer: file.normalizer && repairedNormalizer(file.normalizer),
    pre_tokenizer: file.pre_tokenizer && repairedPreTokenizer(file.pre_tokenizer),
  };
}

/** A normaliser to put in the place of the library's own. */
export function replacedNormalizer({ normalizer }: TokenizerFile): ((text: string) => string) | undefined {
  if (normalizer?.type !== "BertNormalizer") return undefined;
  const flag = (key: string): boolean => Reflect.get(normalizer, key) !== false;
  const strip: unknown = Reflect.get(normalizer, "strip_accents");
  return bertNormalizer({
    clean_text: flag("clean_text"),
    handle_chinese_chars: flag("handle_chinese_chars"),
    strip_accents: typeof strip === "boolean" ? strip : null,
    lowercase: flag("lowercase"),
  });
}

type Normalizer = NonNullable<TokenizerFile["normalizer"]>;

/** The library lower-cases a sigma by its place in the word. */
function repairedNormalizer(part: Normalizer): Normalizer {
  if (part.type === "Lowercase") {
    const sigma = { type: "Replace", pattern: { String: "Σ" }, content: "σ" };
    return { type: "Sequence", normalizers: [sigma, part] };
  }
  if (part.normalizers === undefined) return part;
  return { ...part, normalizers: part.normalizers.map(repairedNormalizer) };
}

type PreTokenizer = NonNullable<TokenizerFile["pre_tokenizer"]>;

/** The library's own Whitespace knows ASCII alone: it would cut every word at its first accent. */
function repairedPreTokenizer(part: PreTokenizer): PreTokenizer {
  if (part.type === "Whitespace") {
    // What Rust calls a word character (UTS #18, annex C); the library's \w is that without the joiners.
    const pattern = { Regex: "[\\w\\p{Join_Control}]+|[^\\w\\p{Join_Control}\\s]+" };
    return { type: "Split", pattern, behavior: "Removed", invert: true };
  }
  if (part.pretokenizers === undefined) return part;
  return { ...part, pretokenizers: part.pretokenizers.map(repairedPreTokenizer) };
}
