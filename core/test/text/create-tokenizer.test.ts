import { expect } from "chai";
import fc from "fast-check";

import { UserError } from "../../src/support/index.ts";
import { createTokenizer } from "../../src/text/index.ts";
import type { TokenizerFiles } from "../../src/text/index.ts";
import { byteLevelJson, wordPieceJson, wordPieces } from "./tokenizers.ts";

const wordPiece = (changes: object = {}) => createTokenizer({ tokenizerJson: wordPieceJson(changes) });
const byteLevel = createTokenizer({ tokenizerJson: byteLevelJson() });
const all = { maximumTokens: 1_000 };

function refusalOf(files: TokenizerFiles): string {
  try {
    createTokenizer(files);
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    if (error instanceof UserError) return error.message;
  }
  throw new Error("nothing was refused");
}

describe("a tokenizer of a Hugging Face folder", () => {
  it("gives the ids that Python gives, in the frame of its post-processor", () => {
    const tokenizer = wordPiece();
    expect(tokenizer.encode("The cats sat!", all)).to.deep.equal([2, 5, 6, 8, 7, 12, 3]);
    expect(tokenizer.encode("unbelievable dog", all)).to.deep.equal([2, 9, 10, 11, 1, 3]);
    expect(tokenizer.encode("", all)).to.deep.equal([2, 3]);
    expect(byteLevel.encode("hello hello", all)).to.deep.equal([258, 111, 259, 111]);
    expect(byteLevel.encode("", all)).to.deep.equal([]);
  });

  it("normalises a text as Python does where JavaScript's own library would not", () => {
    const tokenizer = wordPiece();
    expect(tokenizer.tokenize("Café CAFE\u0301")).to.deep.equal([13, 13]);
    expect(tokenizer.tokenize("ΟΔΟΣ")).to.deep.equal([14]);
    expect(tokenizer.tokenize("cat\u{20000}你cat")).to.deep.equal([6, 15, 16, 6]);
    expect(tokenizer.tokenize("c\u200Ba\u0000t\uFFFD \u00A0\tsat")).to.deep.equal([6, 7]);
  });

  it("leaves case and accents where the file says so", () => {
    const settings = {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: false,
      lowercase: false,
    };
    const cased = wordPiece({ normalizer: { ...settings, strip_accents: null } });
    expect(cased.tokenize("the The café 你cat")).to.deep.equal([5, 1, 1, 1]);
    const stripped = wordPiece({ normalizer: { ...settings, strip_accents: true } });
    expect(stripped.tokenize("café")).to.deep.equal([13]);
  });

  it("splits at white space by Unicode's words, and lower-cases each letter by itself", () => {
    const tokenizer = wordPiece({
      normalizer: { type: "Sequence", normalizers: [{ type: "NFC" }, { type: "Lowercase" }] },
      pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Whitespace" }] },
      model: {
        type: "WordLevel",
        unk_token: "[UNK]",
        vocab: { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, naïve: 5, οδοσ: 6, "!?": 7 },
      },
    });
    expect(tokenizer.tokenize("Naïve ΟΔΟΣ!? dog")).to.deep.equal([5, 6, 7, 1]);
  });

  it("maps special tokens that a text spells out to themselves, as Python does", () => {
    const tokenizer = wordPiece();
    expect(tokenizer.encode("the [SEP] cat[MASK]", all)).to.deep.equal([2, 5, 3, 6, 4, 3]);
    expect(tokenizer.encode("[sep]", all)).to.deep.equal([2, 17, 19, 18, 3]);
    expect(byteLevel.tokenize("he<|endoftext|>he")).to.deep.equal([256, 260, 256]);
  });

  it("cuts a text at its end and keeps the frame, whatever the file says of truncation and padding", () => {
    const tokenizer = wordPiece();
    expect(tokenizer.encode("the cat sat the cat", { maximumTokens: 5 })).to.deep.equal([2, 5, 6, 7, 3]);
    expect(tokenizer.encode("the cat sat the cat", { maximumTokens: 7 })).to.deep.equal([
      2, 5, 6, 7, 5, 6, 3,
    ]);
    expect(tokenizer.encode("the cat [SEP] the", { maximumTokens: 5 })).to.deep.equal([2, 5, 6, 3, 3]);
    expect(byteLevel.encode("hello hello", { maximumTokens: 2 })).to.deep.equal([258, 111]);
    expect(() => tokenizer.encode("the", { maximumTokens: 2 })).to.throw(
      UserError,
      "The tokenizer puts 2 tokens around each text, so that 2 leave no room for it",
    );
  });

  it("knows the size of its vocabulary and its special tokens by their custom", () => {
    const { vocabularySize, padId, maskId, endId, specialIds, frame } = wordPiece();
    expect([vocabularySize, padId, maskId, endId]).to.deep.equal([wordPieces.length, 0, 4, undefined]);
    expect([...specialIds]).to.deep.equal([0, 1, 2, 3, 4]);
    expect(frame).to.deep.equal({ before: [2], after: [3] });
    expect([byteLevel.vocabularySize, byteLevel.padId, byteLevel.maskId, byteLevel.endId]).to.deep.equal([
      261,
      260,
      undefined,
      260,
    ]);
    expect(byteLevel.frame).to.deep.equal({ before: [], after: [] });
  });

  it("takes the special tokens that the other files name, as text or as an object", () => {
    const files = {
      tokenizerJson: wordPieceJson(),
      tokenizerConfigJson:
        '{"pad_token": {"content": "cat", "special": true}, "eos_token": "[SEP]", "mask_token": null}',
      specialTokensMapJson: '{"pad_token": "the", "mask_token": "sat"}',
    };
    const { padId, endId, maskId } = createTokenizer(files);
    expect([padId, endId, maskId]).to.deep.equal([6, 3, 4]);
    const { padId: older } = createTokenizer({ ...files, tokenizerConfigJson: undefined });
    expect(older).to.equal(5);
  });

  it("finds the frame of each kind of post-processor", () => {
    const bert = { type: "BertProcessing", sep: ["[SEP]", 3], cls: ["[CLS]", 2] };
    const sequence = { type: "Sequence", processors: [{ type: "ByteLevel" }, bert] };
    for (const post_processor of [bert, sequence, { ...bert, type: "RobertaProcessing" }]) {
      expect(wordPiece({ post_processor }).encode("cat", all)).to.deep.equal([2, 6, 3]);
    }
    expect(wordPiece({ post_processor: null }).encode("cat", all)).to.deep.equal([6]);
  });

  it("decodes what it encoded, without the special tokens", () => {
    const tokenizer = wordPiece();
    expect(tokenizer.decode(tokenizer.encode("The cats sat!", all))).to.equal("the cats sat!");
    expect(tokenizer.decode([2, 6, 3], { special: true })).to.equal("[CLS] cat [SEP]");
    expect(tokenizer.decode([])).to.equal("");
    expect(byteLevel.decode([258, 111, 260])).to.equal("hello");
    expect(byteLevel.decode(byteLevel.tokenize("we did n't , he ."))).to.equal("we did n't , he .");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(text !== "");
        expect(byteLevel.decode(byteLevel.tokenize(text))).to.equal(text);
      }),
    );
  });

  it("says so where a text has a part that it knows no token for", () => {
    const unknowing = wordPiece({
      model: { type: "WordLevel", vocab: { "[CLS]": 2, "[SEP]": 3, cat: 6 } },
    });
    expect(unknowing.tokenize("cat")).to.deep.equal([6]);
    expect(() => unknowing.tokenize("a dog")).to.throw(
      UserError,
      'The tokenizer has no token for a part of "a dog", and none for what is unknown.',
    );
  });

  const frame = { type: "BertProcessing", sep: ["[NONE]", 3], cls: ["[CLS]", 2] };
  const refused: Readonly<Record<string, readonly [TokenizerFiles, string]>> = {
    "no JSON": [{ tokenizerJson: "vocab.txt" }, "tokenizer.json is not JSON: "],
    "other JSON": [{ tokenizerJson: "[]" }, "tokenizer.json holds no tokenizer: "],
    "a model's configuration": [
      { tokenizerJson: '{"model_type": "bert"}' },
      "tokenizer.json holds no tokenizer: invalid input: expected object, received undefined at model; expected the file that Python's tokenizers write.",
    ],
    "an unknown part": [
      { tokenizerJson: wordPieceJson({ pre_tokenizer: { type: "UnicodeScripts" } }) },
      "tokenizer.json cannot be used: Unknown PreTokenizer type: UnicodeScripts.",
    ],
    "an empty vocabulary": [
      { tokenizerJson: wordPieceJson({ model: { type: "WordPiece", vocab: {} }, added_tokens: [] }) },
      "tokenizer.json has 0 tokens; expected 1 to 16777216.",
    ],
    "a vocabulary beyond exact floats": [
      { tokenizerJson: wordPieceJson({ model: { type: "WordPiece", vocab: { a: 2 ** 24 } } }) },
      "tokenizer.json has 16777217 tokens; expected 1 to 16777216.",
    ],
    "a frame of unknown tokens": [
      { tokenizerJson: wordPieceJson({ post_processor: frame }) },
      'tokenizer.json cannot be used: its post_processor adds "[NONE]", which is no token of it.',
    ],
    "a frame without a text": [
      {
        tokenizerJson: wordPieceJson({
          post_processor: { type: "TemplateProcessing", single: [], pair: [] },
        }),
      },
      "tokenizer.json cannot be used: its post_processor does not hold the text once.",
    ],
    "a post-processor that is none": [
      { tokenizerJson: wordPieceJson({ post_processor: { type: "TemplateProcessing" } }) },
      "tokenizer.json cannot be used: ",
    ],
    "a config that is no object": [
      { tokenizerJson: wordPieceJson(), tokenizerConfigJson: "7" },
      "tokenizer_config.json does not say which tokens are special: ",
    ],
    "a broken map of special tokens": [
      { tokenizerJson: wordPieceJson(), specialTokensMapJson: '{"pad_token": 7}' },
      "special_tokens_map.json does not say which tokens are special: ",
    ],
  };
  for (const [what, [files, words]] of Object.entries(refused)) {
    it(`is refused in one sentence if it is ${what}`, () => {
      expect(refusalOf(files)).to.include(words);
    });
  }
});
