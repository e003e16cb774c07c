import { expect } from "chai";
import fc from "fast-check";

import type { Plan } from "../../src/plan/index.ts";
import {
  examplesFromTable,
  formatRecordProblems,
  mostProblems,
  parseDelimited,
} from "../../src/records/index.ts";
import type { Table, TableFormat } from "../../src/records/index.ts";

type Target = Pick<Plan, "input" | "labels">;

const flowers: Target = {
  labels: ["rose", "tulip"],
  input: { kind: "features", size: 2, columns: ["width", "length"] },
};
const digits: Target = {
  labels: ["0", "1"],
  input: { kind: "image", width: 2, height: 2, channels: 1, range: [0, 1], polarity: "as-is" },
};
const pixels = { width: 2, height: 2, channels: 1, scale: 16 } as const;

function tableOf(text: string, header = true): Table {
  const table = parseDelimited(text, { delimiter: ",", header });
  if (!table.ok) throw new Error(table.error.message);
  return table.value;
}

/** Examples as plain lists. */
function read(text: string, target: Target, format: TableFormat, header = true): readonly unknown[] {
  const examples = examplesFromTable(tableOf(text, header), target, format);
  if (!examples.ok) throw new Error(formatRecordProblems(examples.error, "data.csv"));
  return examples.value.map(({ values, label }) => [[...values], label]);
}

function problemsOf(text: string, target: Target, format: TableFormat, header = true): readonly string[] {
  const examples = examplesFromTable(tableOf(text, header), target, format);
  if (examples.ok) throw new Error("the table was accepted");
  return formatRecordProblems(examples.error, "data.csv").split("\n");
}

describe("examplesFromTable", () => {
  it("takes the columns that the plan names, in its order, and leaves out others", () => {
    const text = "name,length,kind,width\nann,1.5,tulip,-2e1\nbob, 3 , rose ,.5\n";
    expect(read(text, flowers, { labelColumn: "kind" })).to.deep.equal([
      [[-20, 1.5], 1],
      [[0.5, 3], 0],
    ]);
  });

  it("takes every column but the label's where the plan names none, with a header or without", () => {
    const target: Target = { ...flowers, input: { kind: "features", size: 2 } };
    expect(read("a,kind,b\n1,rose,2\n", target, { labelColumn: "kind" })).to.deep.equal([[[1, 2], 0]]);
    expect(read("1,rose,2\n", target, { labelColumn: 1 }, false)).to.deep.equal([[[1, 2], 0]]);
    expect(read("1,2,tulip\n", target, { labelColumn: -1 }, false)).to.deep.equal([[[1, 2], 1]]);
  });

  it("subtracts the plan's mean and divides by its scale", () => {
    const target: Target = { ...flowers, input: { kind: "features", size: 2, mean: [1, 10], scale: [2, 4] } };
    expect(read("5,20,rose\n", target, { labelColumn: 2 }, false)).to.deep.equal([[[2, 2.5], 0]]);
  });

  it("makes an image of the other columns, resized to the plan's input", () => {
    const text = "a,b,c,d,class\n0,16,8,4,1\n";
    expect(read(text, digits, { labelColumn: "class", image: pixels })).to.deep.equal([
      [[0, 1, 0.5, 0.25], 1],
    ]);
    const row: Target = { ...digits, input: { ...digits.input, height: 1 } as Plan["input"] };
    expect(read(text, row, { labelColumn: "class", image: pixels })).to.deep.equal([[[0.25, 0.625], 1]]);
  });

  it("maps labels of the data to the plan's", () => {
    const labelMap = new Map([
      ["r", "rose"],
      ["tulip", "rose"],
    ]);
    const text = "width,length,kind\n1,2,r\n3,4,tulip\n";
    expect(read(text, flowers, { labelColumn: "kind", labelMap })).to.deep.equal([
      [[1, 2], 0],
      [[3, 4], 0],
    ]);
  });

  it("reads back whatever numbers were written", () => {
    const target: Target = { ...flowers, input: { kind: "features", size: 3 } };
    const row = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.nat({ max: 1 })), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = rows.map(([values, label]) => `${values.join(",")},${target.labels[label]}\n`).join("");
        const expected = rows.map(([values, label]) => [values.map((value) => value + 0), label]);
        const found = read(text, target, { labelColumn: -1 }, false);
        expect(JSON.stringify(found)).to.equal(JSON.stringify(expected));
      }),
    );
  });

  it("reports problems of all lines at once, each with line and column", () => {
    const text = 'width,length,kind\n1,x,rose\n,2,"tulp"\n3,4,rose\n1e39,0x1,Rose\n1,2,"daffodil"\n';
    expect(problemsOf(text, flowers, { labelColumn: "kind" })).to.deep.equal([
      'data.csv:2:3: expected a number, got "x"',
      "data.csv:3:1: expected a number, got nothing",
      'data.csv:3:4: expected one of the plan\'s 2 labels, got "tulp"; did you mean "tulip"?',
      'data.csv:5:6: expected a number, got "0x1"',
      'data.csv:5:10: expected one of the plan\'s 2 labels, got "Rose"; did you mean "rose"?',
      'data.csv:6:5: expected one of the plan\'s 2 labels, got "daffodil"; they are rose, tulip',
    ]);
  });

  for (const text of ["NaN", "Infinity", "-inf", "1,5", "1 2", "0b1", "1e", "--1", ".", "1e999"]) {
    it(`refuses ${JSON.stringify(text)} for a number`, () => {
      const target: Target = { ...flowers, input: { kind: "features", size: 1 } };
      const problems = problemsOf(`"${text}",rose\n`, target, { labelColumn: 1 }, false);
      expect(problems).to.deep.equal([`data.csv:1:1: expected a number, got ${JSON.stringify(text)}`]);
    });
  }

  it("stops after a number of problems and says so", () => {
    const text = `width,length,kind\n${"x,y,z\n".repeat(100)}`;
    const problems = problemsOf(text, flowers, { labelColumn: "kind" });
    expect(problems).to.have.length(mostProblems + 1);
    expect(problems.at(-1)).to.equal(`data.csv: reading stopped after ${mostProblems} problems`);
  });

  for (const [what, text, target, format, header, expected] of [
    [
      "a label column that is not there",
      "width,length,kind\n1,2,rose\n",
      flowers,
      { labelColumn: "kid" },
      true,
      ['data.csv:1:1: there is no column "kid"; did you mean "kind"?'],
    ],
    [
      "a label column that comes twice",
      "width,length,kind,kind\n1,2,rose,rose\n",
      flowers,
      { labelColumn: "kind" },
      true,
      ['data.csv:1:1: the column "kind" comes twice in the header'],
    ],
    [
      "a label column's name where there is no header",
      "1,2,rose\n",
      flowers,
      { labelColumn: "kind" },
      false,
      ['data.csv:1:1: expected a header line that names the column "kind", but the file is read without one'],
    ],
    [
      "a label column beyond the last",
      "1,2,rose\n",
      flowers,
      { labelColumn: 3 },
      false,
      ["data.csv:1:1: expected the label in column 3, but there are 3 columns"],
    ],
    [
      "a label column before the first",
      "1,2,rose\n",
      flowers,
      { labelColumn: -4 },
      false,
      ["data.csv:1:1: expected the label in column -4, but there are 3 columns"],
    ],
    [
      "features that are not there, all of them",
      "wdth,size,kind\n1,2,rose\n",
      flowers,
      { labelColumn: "kind" },
      true,
      [
        'data.csv:1:1: there is no column "width"; did you mean "wdth"?',
        'data.csv:1:1: there is no column "length"; the columns are wdth, size, kind',
      ],
    ],
    [
      "named features where there is no header",
      "1,2,rose\n",
      flowers,
      { labelColumn: 2 },
      false,
      [
        'data.csv:1:1: expected a header line that names the column "width", but the file is read without one',
      ],
    ],
    [
      "another number of columns than the plan's",
      "1,2,3,rose\n",
      { ...flowers, input: { kind: "features", size: 2 } },
      { labelColumn: -1 },
      false,
      ["data.csv:1:1: expected 2 columns beside the label's, got 3"],
    ],
    [
      "a value that a 32-bit float cannot hold",
      "width,length,kind\n1,1e39,rose\n",
      flowers,
      { labelColumn: "kind" },
      true,
      ["data.csv:2:3: 1e+39 is too large for a 32-bit float once it is scaled"],
    ],
    [
      "another number of pixels than the image has",
      "0,0,0,1\n",
      digits,
      { labelColumn: -1, image: pixels },
      false,
      ["data.csv:1:1: expected 4 columns beside the label's, got 3"],
    ],
    [
      "a pixel above the scale",
      "a,b,c,d,e\n0,0,17,0,1\n",
      digits,
      { labelColumn: "e", image: pixels },
      true,
      ["data.csv:2:5: expected a pixel from 0 to 16, got 17"],
    ],
    [
      "a pixel below zero",
      "1,0,0,0,-1\n",
      digits,
      { labelColumn: 0, image: pixels },
      false,
      ["data.csv:1:9: expected a pixel from 0 to 16, got -1"],
    ],
    [
      "an image whose size is not given",
      "0,0,0,0,1\n",
      digits,
      { labelColumn: -1 },
      false,
      [
        "data.csv:1:1: the plan's input is an image: give the size that the numbers make up, and the number that stands for full light, such as 8x8x1 and 16",
      ],
    ],
    [
      "a scale of zero",
      "0,0,0,0,1\n",
      digits,
      { labelColumn: -1, image: { ...pixels, scale: 0 } },
      false,
      ["data.csv:1:1: expected a scale above 0, got 0"],
    ],
    [
      "an image's size for features",
      "width,length,kind\n1,2,rose\n",
      flowers,
      { labelColumn: "kind", image: pixels },
      true,
      ["data.csv:1:1: the plan's input is features, not an image: give no image size"],
    ],
    [
      "a label that is mapped to none of the plan's",
      "width,length,kind\n1,2,r\n",
      flowers,
      { labelColumn: "kind", labelMap: new Map([["r", "ros"]]) },
      true,
      [
        'data.csv:2:5: expected one of the plan\'s 2 labels, got "ros" (mapped from "r"); did you mean "rose"?',
      ],
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(problemsOf(text, target, format, header)).to.deep.equal(expected);
    });
  }

  it("gives no examples of an empty table", () => {
    expect(read("", flowers, { labelColumn: "kind" })).to.deep.equal([]);
    expect(read("width,length,kind\n", flowers, { labelColumn: "kind" })).to.deep.equal([]);
  });
});
