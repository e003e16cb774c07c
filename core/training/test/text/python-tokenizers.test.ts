import { readFileSync } from "node:fs";

import { expect } from "chai";

import { createTokenizer } from "@tributary/core/text";

// What Python's tokenizers gave for nasty texts: made by fixtures/tokenizers/make.py, which names the versions.

interface Expected {
  readonly texts: readonly string[];
  readonly tokenizers: Readonly<
    Record<
      string,
      Readonly<Record<"with" | "without", readonly (readonly number[])[]>> & {
        readonly decoded: readonly string[];
      }
    >
  >;
}

const folder = new URL("../../../test/fixtures/tokenizers/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const expected: Expected = JSON.parse(read("expected.json"));

describe("the tokenizer of a Hugging Face folder, beside Python's", () => {
  it("was compared on many texts", () => {
    expect(Object.keys(expected.tokenizers)).to.include.members(["wordpiece", "byte-level", "unigram"]);
    expect(expected.texts.length).to.be.greaterThan(40);
  });

  for (const [name, found] of Object.entries(expected.tokenizers)) {
    describe(name, () => {
      const tokenizer = createTokenizer({
        tokenizerJson: read(`${name}/tokenizer.json`),
        tokenizerConfigJson: read(`${name}/tokenizer_config.json`),
      });

      it("gives the same ids, with what stands around a text and without", () => {
        for (const [index, text] of expected.texts.entries()) {
          const shown = JSON.stringify(text);
          expect(tokenizer.encode(text, { maximumTokens: 1_000 }), shown).to.deep.equal(found.with[index]);
          expect(tokenizer.tokenize(text), shown).to.deep.equal(found.without[index]);
        }
      });

      it("decodes them to the same text", () => {
        for (const [index, ids] of found.without.entries()) {
          expect(tokenizer.decode(ids, { special: true })).to.equal(found.decoded[index]);
        }
      });

      it("cuts them at the end, within what stands around a text", () => {
        const { before, after } = tokenizer.frame;
        for (const [index, text] of expected.texts.entries()) {
          const ids = tokenizer.encode(text, { maximumTokens: 6 });
          const room = 6 - before.length - after.length;
          const kept = found.without[index]?.slice(0, room) ?? [];
          expect(ids, JSON.stringify(text)).to.deep.equal([...before, ...kept, ...after]);
        }
      });
    });
  }
});
