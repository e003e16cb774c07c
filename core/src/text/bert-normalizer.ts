/** The settings of `normalizer` in a tokenizer.json whose type is BertNormalizer. */
export interface BertNormalizerSettings {
  readonly clean_text: boolean;
  readonly handle_chinese_chars: boolean;
  /** null: as `lowercase`. */
  readonly strip_accents: boolean | null;
  readonly lowercase: boolean;
}

// tokenizers 0.23 (Rust), normalizers/bert.rs. The ranges are its own: CJK Extension E begins at 2B920 there.
const ideograph =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;
const dropped = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;

/**
 * BertNormalizer as Python has it. @huggingface/tokenizers 0.2.0 departs from it in two points: it sees no ideograph
 * beyond the basic plane, and lower-cases a sigma by its place in the word (JavaScript's toLowerCase does).
 */
export function bertNormalizer(settings: BertNormalizerSettings): (text: string) => string {
  const { clean_text: clean, handle_chinese_chars: spaced, strip_accents: strip, lowercase } = settings;
  return (text) => {
    let normal = text;
    if (clean) normal = normal.replace(dropped, "").replace(/\s/g, " ");
    if (spaced) normal = normal.replace(ideograph, " $& ");
    if (strip ?? lowercase) normal = normal.normalize("NFD").replace(/\p{Mn}/gu, "");
    return lowercase ? normal.replaceAll("Σ", "σ").toLowerCase() : normal;
  };
}
