import { dirname, join } from "node:path";

import { expect } from "chai";

import { readInputs } from "@tributary/core/data";
import type { Example } from "@tributary/core/participant";
import type { DataPlan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";
import { temporaryFolder } from "@tributary/test-support";

import { readData } from "../../src/readers/read-data.ts";
import { nodeFiles } from "../../src/readers/files.ts";
import { featurePlan } from "../plans.ts";
import { putFile } from "../put-file.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();

const put = (name: string, contents: string): Promise<string> => putFile(folder(), name, contents);

const messages: DataPlan = {
  labels: ["ham", "spam"],
  input: { kind: "text", maximumTokens: 16, template: "plain" },
};
const stories: DataPlan = { ...messages, labels: [] };
const chats: DataPlan = { labels: [], input: { kind: "text", maximumTokens: 16, template: "chatml" } };

async function read(name: string, text: string, format: DataFormat = {}, plan = messages): Promise<unknown> {
  return readData(await put(name, text), plan, format);
}

describe("texts with labels", () => {
  const both = [
    { text: '"Free" entry', label: 1 },
    { text: "Ok lar...", label: 0 },
  ];

  it("are read from CSV, TSV and JSON lines", async () => {
    expect(await read("a.csv", 'label,text\nspam,"""Free"" entry"\nham,Ok lar...\n')).to.deep.equal(both);
    expect(await read("a.tsv", 'text\tid\tlabel\n"Free" entry\t1\tspam\nOk lar...\t2\tham\n')).to.deep.equal(
      both,
    );
    expect(
      await read(
        "a.jsonl",
        '{"text":"\\"Free\\" entry","label":"spam"}\n{"label":"ham","text":"Ok lar..."}\n',
      ),
    ).to.deep.equal(both);
  });

  it("are read from two columns without a header, in which a quote is only a quote", async () => {
    const text = 'spam\t"Free" entry\nham\tOk lar...\n';
    expect(await read("bare.tsv", text)).to.deep.equal(both);
    expect(await read("bare.tsv", text, { labelColumn: 0, textColumn: 1 })).to.deep.equal(both);
    expect(await read("open.tsv", 'ham\t"never closed\n')).to.deep.equal([
      { text: '"never closed', label: 0 },
    ]);
  });

  it("are read as the user says: columns, names of labels, header, quoting", async () => {
    const labelMap = new Map([
      ["1", "spam"],
      ["0", "ham"],
    ] as const);
    expect(
      await read("own.csv", 'kind,sms\n1,"""Free"" entry"\n0,Ok lar...\n', { textColumn: "sms", labelMap }),
    ).to.deep.equal(both);
    expect(
      await read("own.jsonl", '{"sms":"Ok lar...","kind":0}', {
        textColumn: "sms",
        labelColumn: "kind",
        labelMap,
      }),
    ).to.deep.equal([both[1]]);
    expect(
      await read("quoted.tsv", 'spam\t"""Free"" entry"\nham\tOk lar...\n', { quotes: true }),
    ).to.deep.equal(both);
    expect(await read("names.tsv", "v1\tv2\nham\tOk lar...\n", { header: true })).to.deep.equal([both[1]]);
  });

  it("are read from a folder of files, in the order of their names", async () => {
    await put("all/b.tsv", "ham\tOk lar...\n");
    const path = dirname(await put("all/a.jsonl", '{"text":"\\"Free\\" entry","label":"spam"}\n'));
    expect(await readData(path, messages)).to.deep.equal(both);
  });

  const wrong: Readonly<Record<string, readonly [string, string, DataFormat, string]>> = {
    "a label that is near to one": [
      "x.tsv",
      "ham\ta\nham\tb\nspma\tc\n",
      {},
      'x.tsv:3:1: expected one of the plan\'s 2 labels, got "spma"; did you mean "spam"?',
    ],
    "an empty text": [
      "x.csv",
      "text,label\n ,ham\n",
      {},
      'x.csv:2:1: expected a text at "text", got an empty one',
    ],
    "a place where keys have names": [
      "x.jsonl",
      '{"text":"a","label":"ham"}\n',
      { textColumn: 1 },
      "x.jsonl holds JSON lines: give the text's key by name, not 1.",
    ],
    "a place for the label where keys have names": [
      "x.jsonl",
      '{"text":"a","label":"ham"}\n',
      { labelColumn: 0 },
      "x.jsonl holds JSON lines: give the label's key by name, not 0.",
    ],
    "plain text": ["x.txt", "ham\n", {}, "x.txt is plain text, which has no labels"],
    "an image's size": [
      "x.tsv",
      "ham\ta\n",
      { image: { width: 1, height: 1, channels: 1, scale: 1 } },
      "x.tsv is to hold texts, as the plan's input says; give no image size.",
    ],
    "nothing in it": ["x.tsv", "", {}, "x.tsv holds no example: it is empty."],
    "another ending": ["x.xlsx", "", {}, "expected a .csv, .tsv, .jsonl, .ndjson, .txt file, or a folder."],
  };
  for (const [what, [name, text, format, words]] of Object.entries(wrong)) {
    it(`are refused with ${what}`, async () => {
      expect(await refusal(() => read(name, text, format))).to.include(words);
    });
  }

  it("are refused where there is no file, or the plan's input is numbers", async () => {
    await put("none/data.bin", "");
    expect(await refusal(() => readData(join(folder(), "none"), messages))).to.match(
      /none holds no data: expected \.csv, \.tsv, \.jsonl, \.ndjson, \.txt files\.$/,
    );
    const path = await put("numbers.txt", "1 2\n");
    expect(await refusal(() => readData(path, featurePlan()))).to.match(/of a kind that is not read/);
  });
});

describe("what a language model learns from", () => {
  it("is each paragraph of a plain text", async () => {
    expect(await read("a.txt", "ONE:\nSpeak.\n\nTWO:\nProceed.\n", {}, stories)).to.deep.equal([
      { parts: [{ text: "ONE:\nSpeak.", learned: true }] },
      { parts: [{ text: "TWO:\nProceed.", learned: true }] },
    ]);
  });

  it("is read from JSON lines and tables, by the plan's template", async () => {
    const text = '{"prompt":"2+2=","completion":"4"}\n';
    expect(await read("a.jsonl", text, {}, stories)).to.deep.equal([
      {
        parts: [
          { text: "2+2=", learned: false },
          { text: "4", learned: true },
        ],
      },
    ]);
    expect(await read("a.jsonl", text, {}, chats)).to.deep.equal([
      {
        parts: [
          { text: "<|im_start|>user\n2+2=<|im_end|>\n<|im_start|>assistant\n", learned: false },
          { text: "4<|im_end|>", learned: true },
          { text: "\n", learned: false },
        ],
      },
    ]);
    expect(await read("a.csv", "text\nOnce upon\n", {}, stories)).to.deep.equal([
      { parts: [{ text: "Once upon", learned: true }] },
    ]);
  });

  it("is reported by line and column where it is wrong", async () => {
    const text = '{"prompt":"2+2=","completion":"4"}\n{"prompt":"2+3="}\n';
    expect(await refusal(() => read("x.jsonl", text, {}, stories))).to.match(
      /x\.jsonl:2:1: expected a text at "completion", got nothing$/,
    );
  });
});

describe("texts that a model is shown", () => {
  const shown = async (name: string, text: string): Promise<unknown> =>
    (await readInputs(nodeFiles, await put(name, text), messages, {})).map(({ example }) => example);

  it("are read with labels or without", async () => {
    const expected = [
      { text: "Free", label: 0 },
      { text: "Ok", label: 0 },
    ];
    expect(await shown("a.csv", "text\nFree\nOk\n")).to.deep.equal(expected);
    expect(await shown("a.tsv", "spam\tFree\nham\tOk\n")).to.deep.equal(expected);
    expect(await shown("a.jsonl", '{"text":"Free","label":7}\n{"text":"Ok"}\n')).to.deep.equal(expected);
    expect(await shown("a.txt", "Free\n\nOk\n")).to.deep.equal(expected);
  });
});

describe("examples that a program gives for a plan of texts", () => {
  it("are taken as they are, with labels or in parts", async () => {
    const labelled: readonly Example[] = [{ text: "Free", label: 1 }];
    expect(await readData(labelled, messages)).to.deep.equal(labelled);
    const parts: readonly Example[] = [{ parts: [{ text: "Once", learned: true }] }];
    expect(await readData(parts, stories)).to.deep.equal(parts);
  });

  const number: unknown = 5;
  const wrong: Readonly<Record<string, readonly [Example, DataPlan, string]>> = {
    "an empty text": [{ text: " ", label: 1 }, messages, "example 0 of the data given has an empty text."],
    "a text that is none": [
      { text: number as string, label: 1 },
      messages,
      "example 0 of the data given has number for its text; expected a string.",
    ],
    "a label that there is not": [
      { text: "a", label: 2 },
      messages,
      "has the label 2; the plan's 2 labels count from 0.",
    ],
    "numbers for a text": [
      { values: Float32Array.of(1), label: 1 },
      messages,
      "example 0 of the data given has no text, though the plan's input is text.",
    ],
    "a text for numbers": [
      { text: "a", label: 1 },
      featurePlan(),
      "example 0 of the data given has no values, though the plan's input is features.",
    ],
    "a label where the plan has none": [
      { text: "a", label: 0 },
      stories,
      "example 0 of the data given has no parts, though the plan has no labels.",
    ],
    "nothing to learn": [
      { parts: [{ text: "a", learned: false }] },
      stories,
      "example 0 of the data given has no part that is learned.",
    ],
    "a part that is no text": [
      { parts: [{ text: number as string, learned: true }] },
      stories,
      "example 0 of the data given has a part whose text is number.",
    ],
  };
  for (const [what, [example, plan, words]] of Object.entries(wrong)) {
    it(`are refused with ${what}`, async () => {
      expect(await refusal(() => readData([example], plan))).to.include(words);
    });
  }
});
