import { expect } from "chai";
import fc from "fast-check";

import type { Plan } from "../../src/plan/index.ts";
import { examplesFromJsonLines, formatRecordProblems, parseJsonLines } from "../../src/records/index.ts";
import type { JsonFormat } from "../../src/records/index.ts";
import { jsonFault, jsonOffset } from "../../src/records/json-places.ts";

type Target = Pick<Plan, "input" | "labels">;

const flowers: Target = {
  labels: ["rose", "1"],
  input: { kind: "features", size: 2, columns: ["width", "length"], mean: [1, 0] },
};

function read(text: string, target: Target, format?: JsonFormat): readonly unknown[] {
  const lines = parseJsonLines(text);
  if (!lines.ok) throw new Error(lines.error.message);
  const examples = examplesFromJsonLines(lines.value, target, format);
  if (!examples.ok) return formatRecordProblems(examples.error, "data.jsonl").split("\n");
  return examples.value.map(({ values, label }) => [[...values], label]);
}

describe("parseJsonLines", () => {
  it("reads an object from each line, whatever ends the lines, and leaves out empty ones", () => {
    const lines = parseJsonLines('\uFEFF{"a":1}\r\n\n  \n{"b":[2]}\n');
    expect(lines).to.deep.equal({
      ok: true,
      value: [
        { line: 1, text: '{"a":1}', value: { a: 1 } },
        { line: 4, text: '{"b":[2]}', value: { b: [2] } },
      ],
    });
    expect(parseJsonLines("")).to.deep.equal({ ok: true, value: [] });
  });

  for (const [text, line, column, message] of [
    ['{"a":1}\n{"a":1,}', 2, 8, 'the line is not JSON: "}" is not expected here'],
    ['{"a":', 1, 6, "the line is not JSON: the line's end is not expected here"],
    ["{'a':1}", 1, 2, 'the line is not JSON: "\'" is not expected here'],
    ['{"a":01}', 1, 7, 'the line is not JSON: "1" is not expected here'],
    ['{"a":1} {"b":2}', 1, 9, 'the line is not JSON: "{" is not expected here'],
    ['{"a":NaN}', 1, 6, 'the line is not JSON: "N" is not expected here'],
    ["[1,2]", 1, 1, 'expected an object, such as {"values": [1, 2], "label": "a"}'],
    ["null", 1, 1, 'expected an object, such as {"values": [1, 2], "label": "a"}'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}, with line and column`, () => {
      expect(parseJsonLines(text)).to.deep.equal({ ok: false, error: { line, column, message } });
    });
  }

  it("reads back whatever objects were written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom("\n", "\r\n"),
        (objects, end) => {
          const texts = objects.map((object) => JSON.stringify(object));
          const lines = parseJsonLines(texts.map((text) => text + end).join(""));
          const found = lines.ok ? lines.value.map(({ value }) => JSON.stringify(value)) : lines.error;
          expect(found).to.deep.equal(texts.map((text) => JSON.stringify(JSON.parse(text))));
        },
      ),
    );
  });
});

describe("the places of a JSON text", () => {
  it("are a fault exactly where JSON.parse refuses a text", () => {
    const unit = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "\\",
      "1",
      "0",
      "-",
      ".",
      "e",
      "true",
      "null",
      " ",
      '"a"',
      '"\u0000"',
      '"\u001f"',
      '"\u007f\u009f\u2028\ud800"',
    );
    const near = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.string({ unit, maxLength: 2 }))
      .map(([value, at, piece]) => {
        const text = JSON.stringify(value);
        return text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1);
      });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit, maxLength: 8 })), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(jsonFault(text) === undefined, text).to.equal(valid);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are those of the values, through nested lists and objects", () => {
    const text = ' {"a" : [1, {"b\\n": [true]}], "c": null}';
    expect(jsonOffset(text, ["a", 1, "b\n", 0])).to.equal(text.indexOf("true"));
    expect(jsonOffset(text, ["c"])).to.equal(text.indexOf("null"));
    expect(jsonOffset(text, ["a", 7])).to.equal(text.indexOf("[1"));
    expect(jsonOffset(text, ["z"])).to.equal(1);
  });

  it("are found in no deeper nesting than a stack holds", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(jsonFault(deep)).to.be.a("number");
  });
});

describe("examplesFromJsonLines", () => {
  it("reads a list of values, or the keys that the plan's columns name", () => {
    const text =
      '{"values": [3, 4], "label": "rose"}\n{"length": 1, "label": 1, "width": 0.5, "more": "x"}\n';
    expect(read(text, flowers)).to.deep.equal([
      [[2, 4], 0],
      [[-0.5, 1], 1],
    ]);
  });

  it("takes the label from another key, and maps it", () => {
    const format = { labelKey: "kind", labelMap: new Map([["2", "rose"]]) };
    expect(read('{"values":[1,0],"kind":2}', flowers, format)).to.deep.equal([[[0, 0], 0]]);
  });

  it("makes an image of the values", () => {
    const target: Target = {
      labels: ["a", "b"],
      input: { kind: "image", width: 1, height: 2, channels: 1, range: [0, 1], polarity: "as-is" },
    };
    const image = { width: 1, height: 2, channels: 1, scale: 4 } as const;
    expect(read('{"values":[1,4],"label":"b"}', target, { image })).to.deep.equal([[[0.25, 1], 1]]);
    expect(read('{"values":[1,5],"label":"b"}', target, { image })).to.deep.equal([
      "data.jsonl:1:14: expected a pixel from 0 to 4, got 5",
    ]);
    expect(read('\n{"values":[1,4],"label":"b"}', target)).to.deep.equal([
      "data.jsonl:2:1: the plan's input is an image: give the size that the numbers make up, and the number that stands for full light, such as 8x8x1 and 16",
    ]);
  });

  it("reports problems of all lines at once, each with line and column", () => {
    const text = [
      '{"values": [1, "2"], "label": "rose"}',
      '{"values": [1], "label": "rose"}',
      '{"values": {}, "label": "rose"}',
      '{"width": 1, "label": "rose"}',
      '{"values": [1, 1e39], "label": "rose"}',
      '{"values": [1, null], "label": "ros"}',
      '{"values": [1, 2]}',
      '{"values": [1, 2], "label": ["rose"]}',
    ].join("\n");
    expect(read(text, flowers)).to.deep.equal([
      'data.jsonl:1:16: expected a number, got "2"',
      'data.jsonl:2:12: expected 2 numbers at "values", got 1',
      'data.jsonl:3:12: expected a list of 2 numbers at "values", got an object',
      'data.jsonl:4:1: expected a number at "length", got nothing',
      "data.jsonl:5:16: 1e+39 is too large for a 32-bit float once it is scaled",
      "data.jsonl:6:16: expected a number, got null",
      'data.jsonl:6:32: expected one of the plan\'s 2 labels, got "ros"; did you mean "rose"?',
      'data.jsonl:7:1: expected a label at "label", got nothing',
      'data.jsonl:8:29: expected a label at "label", got a list',
    ]);
  });

  it("gives no examples of no lines", () => {
    expect(read("", flowers)).to.deep.equal([]);
  });
});
