import { expect } from "chai";

import { partsOfMessages, partsOfPrompt } from "../../src/text/index.ts";
import type { Message } from "../../src/text/index.ts";

const plainly = (parts: ReturnType<typeof partsOfPrompt>): readonly unknown[] =>
  parts.map(({ text, learned }) => [text, learned]);

const talk: readonly Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hi" },
  { role: "assistant", content: "Hello" },
  { role: "user", content: "Bye" },
  { role: "assistant", content: "So long" },
];

describe("templates", () => {
  it("put a prompt that is read before a completion that is learned", () => {
    expect(plainly(partsOfPrompt("plain", { prompt: "2+2=", completion: "4" }))).to.deep.equal([
      ["2+2=", false],
      ["4", true],
    ]);
    expect(plainly(partsOfPrompt("plain", { prompt: "", completion: "4" }))).to.deep.equal([["4", true]]);
    expect(plainly(partsOfPrompt("chatml", { prompt: "2+2=", completion: "4" }))).to.deep.equal([
      ["<|im_start|>user\n2+2=<|im_end|>\n<|im_start|>assistant\n", false],
      ["4<|im_end|>", true],
      ["\n", false],
    ]);
  });

  it("make a conversation of which the assistant's turns alone are learned", () => {
    expect(plainly(partsOfMessages("plain", talk))).to.deep.equal([
      ["Be brief.\nHi\n", false],
      ["Hello\n", true],
      ["Bye\n", false],
      ["So long", true],
    ]);
    expect(plainly(partsOfMessages("chatml", talk))).to.deep.equal([
      [
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
        false,
      ],
      ["Hello<|im_end|>", true],
      ["\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n", false],
      ["So long<|im_end|>", true],
      ["\n", false],
    ]);
  });
});
