import { expect } from "chai";

import {
  bareTexts,
  formatRecordProblems,
  mostProblems,
  paragraphs,
  parseJsonLines,
  sequenceExamples,
  textExamples,
  textRecordsFromJsonLines,
} from "../../src/records/index.ts";
import type { TextRecord } from "../../src/records/index.ts";

const labels = ["ham", "1"];

function recordsOf(
  text: string,
  keys: Parameters<typeof textRecordsFromJsonLines>[1] = {},
): readonly TextRecord[] {
  const lines = parseJsonLines(text);
  if (!lines.ok) throw new Error(lines.error.message);
  return textRecordsFromJsonLines(lines.value, keys);
}

function read(text: string, keys?: Parameters<typeof recordsOf>[1]): readonly unknown[] {
  const examples = textExamples(recordsOf(text, keys), { labels });
  if (!examples.ok) return formatRecordProblems(examples.error, "data.jsonl").split("\n");
  return examples.value.map(({ text: own, label }) => [own, label]);
}

function sequences(text: string, template: "plain" | "chatml" = "plain"): readonly unknown[] {
  const examples = sequenceExamples(recordsOf(text), template);
  if (!examples.ok) return formatRecordProblems(examples.error, "data.jsonl").split("\n");
  return examples.value.map(({ parts }) => parts.map(({ text: own, learned }) => [own, learned]));
}

describe("texts and labels of JSON lines", () => {
  it("are at their keys, or at others that are given; a label may be a number", () => {
    expect(
      read('{"text": "Ok\\nlar", "label": "ham"}\n{"label": 1, "text": "Free", "more": []}\n'),
    ).to.deep.equal([
      ["Ok\nlar", 0],
      ["Free", 1],
    ]);
    expect(read('{"sms": "Ok", "kind": "ham"}', { text: "sms", label: "kind" })).to.deep.equal([["Ok", 0]]);
  });

  it("may be read without the labels", () => {
    const texts = bareTexts(recordsOf('{"text": "Ok", "label": {}}\n{"text": "Free"}\n'));
    expect(texts).to.deep.equal({ ok: true, value: ["Ok", "Free"] });
  });

  it("are reported with all that is wrong of them, by line and column", () => {
    const text = [
      '{"text": "", "label": "ham"}',
      '{"label": "hm", "text": 5}',
      '{"text": "a"}',
      '{"text": "\\ud83d", "label": true}',
    ].join("\n");
    expect(read(text)).to.deep.equal([
      'data.jsonl:1:10: expected a text at "text", got an empty one',
      'data.jsonl:2:25: expected a text at "text", got 5',
      'data.jsonl:2:11: expected one of the plan\'s 2 labels, got "hm"; did you mean "ham"?',
      'data.jsonl:3:1: expected a label at "label", got nothing',
      'data.jsonl:4:10: expected a text at "text", got one with half of a surrogate pair',
      'data.jsonl:4:29: expected a label at "label", got true',
    ]);
  });

  it("are given up after a number of problems", () => {
    const problems = read('{"text": 1, "label": 2}\n'.repeat(50));
    expect(problems).to.have.length(mostProblems + 1);
  });
});

describe("what a language model reads of JSON lines", () => {
  it("is a text, a prompt with its completion, or a conversation, each line as it is", () => {
    const text = [
      '{"text": "Once"}',
      '{"prompt": "2+2=", "completion": "4"}',
      '{"prompt": "", "completion": "5"}',
      '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}',
    ].join("\n");
    expect(sequences(text)).to.deep.equal([
      [["Once", true]],
      [
        ["2+2=", false],
        ["4", true],
      ],
      [["5", true]],
      [
        ["Hi\n", false],
        ["Hello", true],
      ],
    ]);
    expect(sequences('{"text": "Once"}\n{"prompt": "a", "completion": "b"}', "chatml")).to.deep.equal([
      [["Once", true]],
      [
        ["<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n", false],
        ["b<|im_end|>", true],
        ["\n", false],
      ],
    ]);
  });

  for (const [what, text, ...expected] of [
    [
      "none of them",
      '{"txt": "a"}',
      '1:1: expected a "text", a "prompt" with its "completion", or "messages", got none of them',
    ],
    [
      "two of them",
      '{"text": "a", "messages": []}',
      '1:27: expected one kind of example, got both "text" and "messages"',
    ],
    ["no completion", '{"prompt": "a"}', '1:1: expected a text at "completion", got nothing'],
    [
      "an empty completion",
      '{"prompt": "a", "completion": " "}',
      '1:31: expected a text at "completion", got an empty one',
    ],
    ["a prompt that is none", '{"prompt": 1, "completion": "a"}', '1:12: expected a text at "prompt", got 1'],
    ["messages that are no list", '{"messages": "a"}', '1:14: expected a list at "messages", got "a"'],
    [
      "no turn of the assistant",
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": " "}]}',
      "1:14: expected a turn of the assistant, from which a model could learn",
    ],
    [
      "an unknown role, a missing content and no message",
      '{"messages": [{"role": "asistant", "content": "a"}, {"role": "user"}, {"role": 1}, 7]}',
      '1:24: expected a role, got "asistant"; did you mean "assistant"?',
      '1:53: expected a text at "content", got nothing',
      "1:80: expected a role, got 1; they are system, user, assistant, tool, developer",
      '1:84: expected a message with "role" and "content", got 7',
    ],
  ] as const) {
    it(`is refused with ${what}, by line and column`, () => {
      expect(sequences(text)).to.deep.equal(expected.map((line) => `data.jsonl:${line}`));
    });
  }
});

describe("the paragraphs of a plain text", () => {
  it("are what blank lines part, whatever ends the lines, without the blank lines around them", () => {
    expect(paragraphs("\uFEFFONE:\nSpeak.\n\nTWO:\r\n  Proceed.\r\n \t\r\n\r\nLast\n")).to.deep.equal([
      "ONE:\nSpeak.",
      "TWO:\n  Proceed.",
      "Last",
    ]);
    expect(paragraphs("\n\n one \n\n")).to.deep.equal([" one "]);
    expect(paragraphs("")).to.deep.equal([]);
    expect(paragraphs(" \n\t\n")).to.deep.equal([]);
  });
});
