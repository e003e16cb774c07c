import { expect } from "chai";

import { formatRecordProblems, parseDelimited, textExamples } from "../../src/records/index.ts";
import { bareTexts, sequenceExamples, textRecordsFromTable } from "../../src/records/index.ts";
import type { TextNeed, TextTableFormat } from "../../src/records/index.ts";

const labels = ["ham", "spam"];

function recordsOf(text: string, need: TextNeed, format: TextTableFormat = {}, delimiter = "\t") {
  const quotes = delimiter === ",";
  const table = parseDelimited(text, { delimiter, header: false, quotes });
  if (!table.ok) throw new Error(table.error.message);
  return textRecordsFromTable(table.value, need, { labels }, format);
}

/** Texts and labels, or what is wrong with them. */
function read(text: string, format: TextTableFormat = {}, delimiter = "\t"): readonly unknown[] {
  const records = recordsOf(text, "labelled", format, delimiter);
  const examples = records.ok ? textExamples(records.value, { labels }, format.labelMap) : records;
  if (!examples.ok) return formatRecordProblems(examples.error, "data.tsv").split("\n");
  return examples.value.map(({ text: own, label }) => [own, label]);
}

function bare(text: string, format: TextTableFormat = {}): readonly string[] {
  const records = recordsOf(text, "bare", format);
  const texts = records.ok ? bareTexts(records.value) : records;
  return texts.ok ? texts.value : formatRecordProblems(texts.error, "data.tsv").split("\n");
}

function sequences(text: string, format: TextTableFormat = {}): readonly unknown[] {
  const records = recordsOf(text, "sequence", format);
  const examples = records.ok ? sequenceExamples(records.value, "plain") : records;
  if (!examples.ok) return formatRecordProblems(examples.error, "data.tsv").split("\n");
  return examples.value.map(({ parts }) => parts.map(({ text: own, learned }) => [own, learned]));
}

describe("texts and labels of a table", () => {
  const both = [
    ["Free entry", 1],
    ["Ok lar...", 0],
  ];

  it("are found by their columns' names, among others, in any order", () => {
    expect(read("text\tlabel\nFree entry\tspam\nOk lar...\tham\n")).to.deep.equal(both);
    expect(read("id\tlabel\ttext\n1\tspam\tFree entry\n2\tham\tOk lar...\n")).to.deep.equal(both);
    expect(read("label,text\nspam,Free entry\nham,Ok lar...\n", {}, ",")).to.deep.equal(both);
  });

  it("are found by the names and places that a person gives", () => {
    const named = { textColumn: "sms", labelColumn: "kind" };
    expect(read("kind\tid\tsms\nspam\t1\tFree entry\nham\t2\tOk lar...\n", named)).to.deep.equal(both);
    const bare = "spam\tFree entry\t1\nham\tOk lar...\t2\n";
    expect(read(bare, { textColumn: 1, labelColumn: 0 })).to.deep.equal(both);
    expect(read(bare, { textColumn: -2, labelColumn: -3 })).to.deep.equal(both);
  });

  it("are told apart by which of two columns holds labels, where there is no header", () => {
    expect(read("spam\tFree entry\nham\tOk lar...\n")).to.deep.equal(both);
    expect(read("Free entry\tspam\nOk lar...\tham\n")).to.deep.equal(both);
    const labelMap = new Map([
      ["S", "spam"],
      ["H", "ham"],
    ] as const);
    expect(read("S\tFree entry\nH\tOk lar...\n", { labelMap })).to.deep.equal(both);
    expect(read("spam\tham\nham\tFree entry\nham\tSpam?\n")).to.deep.equal([
      ["ham", 1],
      ["Free entry", 0],
      ["Spam?", 0],
    ]);
  });

  it("are in two columns of which one is named or given, and the other is the other", () => {
    expect(read("sms\tlabel\nFree entry\tspam\nOk lar...\tham\n")).to.deep.equal(both);
    expect(read("kind\ttext\nspam\tFree entry\nham\tOk lar...\n")).to.deep.equal(both);
    expect(read("v1\tv2\nspam\tFree entry\nham\tOk lar...\n", { labelColumn: "v1" })).to.deep.equal(both);
    expect(read("v1\tv2\nspam\tFree entry\nham\tOk lar...\n", { header: true })).to.deep.equal(both);
  });

  it("keep quotes and white space as they are, where the table is one without quoting", () => {
    expect(read('ham\t"Free" entry \nham\t"\nspam\tsay ""hi""\n')).to.deep.equal([
      ['"Free" entry ', 0],
      ['"', 0],
      ['say ""hi""', 1],
    ]);
    expect(read('label,text\nham,"a, ""b""\nc"\n', {}, ",")).to.deep.equal([['a, "b"\nc', 0]]);
  });

  it("are reported with all that is wrong of them, by line and column", () => {
    expect(read("label\ttext\nspm\tFree\nham\t \nyes\t\nham\tok\n")).to.deep.equal([
      'data.tsv:2:1: expected one of the plan\'s 2 labels, got "spm"; did you mean "spam"?',
      'data.tsv:3:5: expected a text at "text", got an empty one',
      'data.tsv:4:5: expected a text at "text", got an empty one',
      'data.tsv:4:1: expected one of the plan\'s 2 labels, got "yes"; they are ham, spam',
    ]);
    expect(read("ham\tFree\nham\tx\nhamm\ty\nham\t\n")).to.deep.equal([
      'data.tsv:3:1: expected one of the plan\'s 2 labels, got "hamm"; did you mean "ham"?',
      "data.tsv:4:5: expected a text at column 1, got an empty one",
    ]);
  });

  for (const [what, text, format, expected] of [
    [
      "no column of texts",
      "label\tmessage\tid\nham\ta\t1\n",
      {},
      'data.tsv:1:1: there is no column "text"; the columns are label, message, id; say which holds the text',
    ],
    [
      "no column of labels",
      "text\tkind\tid\nham\ta\t1\n",
      {},
      'data.tsv:1:1: there is no column "label"; the columns are text, kind, id; say which holds the label',
    ],
    [
      "a given column that is not there",
      "label\ttext\nham\ta\n",
      { textColumn: "txt" },
      'data.tsv:1:1: there is no column "txt"; did you mean "text"?',
    ],
    [
      "a given place that is not there",
      "ham\ta\n",
      { labelColumn: 2 },
      "data.tsv:1:1: expected the label in column 2, but there are 2 columns",
    ],
    [
      "three columns without names",
      "ham\ta\t1\n",
      {},
      "data.tsv:1:1: expected to know which of the 3 columns holds the text; say which, or begin with a line of names",
    ],
    [
      "two columns of which neither holds labels",
      "no\ta\nyes\tb\n",
      {},
      'data.tsv:1:1: expected the plan\'s labels in one of the 2 columns, got "no" and "a"; say which column holds the label',
    ],
    [
      "two columns of which both hold labels",
      "ham\tspam\n",
      {},
      'data.tsv:1:1: expected the plan\'s labels in one of the 2 columns, got "ham" and "spam"; say which column holds the label',
    ],
    [
      "one column for both",
      "ham\ta\t1\n",
      { textColumn: 0, labelColumn: -3 },
      "data.tsv:1:1: expected the text and its label in two columns, got column 0 for both",
    ],
    [
      "one column alone",
      "text\na\n",
      {},
      'data.tsv:1:1: there is no column "label"; the columns are text; say which holds the label',
    ],
  ] as const) {
    it(`are refused where there is ${what}`, () => {
      expect(read(text, format)).to.deep.equal([expected]);
    });
  }

  it("are none in an empty table", () => {
    expect(read("")).to.deep.equal([]);
    expect(read("text\tlabel\n")).to.deep.equal([]);
  });
});

describe("texts of a table whose labels are not looked at", () => {
  it("are found as those with labels, and without any", () => {
    expect(bare("text\nFree\n")).to.deep.equal(["Free"]);
    expect(bare("Free\nOk\n")).to.deep.equal(["Free", "Ok"]);
    expect(bare("id\ttext\tlabel\n1\tFree\tnone\n")).to.deep.equal(["Free"]);
    expect(bare("ham\tFree\nham\tOk\n")).to.deep.equal(["Free", "Ok"]);
    expect(bare("none\tFree\n", { textColumn: 1 })).to.deep.equal(["Free"]);
    expect(bare("Free\tnone\tx\n", { textColumn: 0 })).to.deep.equal(["Free"]);
    expect(bare("text\n \n")).to.deep.equal(['data.tsv:2:1: expected a text at "text", got an empty one']);
  });
});

describe("what a language model reads of a table", () => {
  it("is a column of texts, or a prompt's and a completion's", () => {
    expect(sequences("text\nOnce upon\n")).to.deep.equal([[["Once upon", true]]]);
    expect(sequences("Once upon\n")).to.deep.equal([[["Once upon", true]]]);
    expect(sequences("id\tstory\n1\tOnce upon\n", { textColumn: "story" })).to.deep.equal([
      [["Once upon", true]],
    ]);
    expect(sequences("completion\tprompt\n4\t2+2=\n")).to.deep.equal([
      [
        ["2+2=", false],
        ["4", true],
      ],
    ]);
  });

  it("is refused where no column says what it is, or an answer is empty", () => {
    expect(sequences("prompt\tanswer\n2+2=\t4\n")).to.deep.equal([
      'data.tsv:1:1: there is no column "text"; the columns are prompt, answer; say which holds the text',
    ]);
    expect(sequences("prompt\tcompletion\n2+2=\t \n")).to.deep.equal([
      'data.tsv:2:6: expected a text at "completion", got an empty one',
    ]);
    expect(sequences("a\tb\tc\n")[0]).to.equal(
      "data.tsv:1:1: expected to know which of the 3 columns holds the text; say which, or begin with a line of names",
    );
  });
});
