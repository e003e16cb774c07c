import { expect } from "chai";
import fc from "fast-check";

import { parseDelimited } from "../../src/records/index.ts";

const csv = { delimiter: ",", header: false };

/** The fields of each row, and the header's if there is one. */
function fieldsOf(text: string, format = csv): readonly (readonly string[])[] {
  const table = parseDelimited(text, format);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  const { header, rows } = table.value;
  return [...(header === undefined ? [] : [header]), ...rows].map((row) => row.fields);
}

describe("parseDelimited", () => {
  for (const [what, text, expected] of [
    ["nothing", "", []],
    ["a byte order mark alone", "\uFEFF", []],
    [
      "a last line without an end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "lines that end with CRLF, CR and LF",
      "a,b\r\n1,2\r3,4\n",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["a byte order mark before the first name", "\uFEFFa,b\n", [["a", "b"]]],
    ["a byte order mark before a quote", '\uFEFF"a,b"\n', [["a,b"]]],
    [
      "empty fields",
      ",\n,\n",
      [
        ["", ""],
        ["", ""],
      ],
    ],
    ["empty lines, which are left out", "\n\na\n\r\n\nb\n\n", [["a"], ["b"]]],
    ["a quoted empty field, which is a record", 'a\n""\n', [["a"], [""]]],
    [
      "delimiters, quotes and line ends in quotes",
      '"a,b","c""d","e\r\nf\ng"\n',
      [["a,b", 'c"d', "e\r\nf\ng"]],
    ],
    ["a quote within an unquoted field, as it is", 'a"b,5"\n', [['a"b', '5"']]],
    ["spaces, as they are", " a , b\n", [[" a ", " b"]]],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(fieldsOf(text)).to.deep.equal(expected);
    });
  }

  it("reads tab-separated text, in which commas are nothing special", () => {
    expect(fieldsOf('a,b\t"c\td"\n', { delimiter: "\t", header: false })).to.deep.equal([["a,b", "c\td"]]);
  });

  it("takes a quote for a character as any other where the format has no quoting", () => {
    const format = { delimiter: "\t", header: false, quotes: false };
    expect(fieldsOf('"a\tb"\n"\t""c\n', format)).to.deep.equal([
      ['"a', 'b"'],
      ['"', '""c'],
    ]);
  });

  it("takes the first record for the header where there is one", () => {
    const table = parseDelimited("x,y\n1,2\n", { delimiter: ",", header: true });
    expect(table.ok && table.value.header?.fields).to.deep.equal(["x", "y"]);
    expect(table.ok && table.value.rows.map(({ fields }) => fields)).to.deep.equal([["1", "2"]]);
  });

  it("knows the line and column of each field", () => {
    const table = parseDelimited('\uFEFFa,bb,c\n"1\n2",3,"4"\r\n\r\n5,,6', csv);
    expect(table.ok && table.value.rows.map(({ places }) => [...places])).to.deep.equal([
      [1, 1, 1, 3, 1, 6],
      [2, 1, 3, 4, 3, 6],
      [5, 1, 5, 3, 5, 4],
    ]);
  });

  for (const [what, text, line, column, message] of [
    ["a quote that is never closed", 'a,b\n1,"2\n3,4\n', 2, 3, "this quote is never closed"],
    ["a quote that is closed only by a doubled one", '"a""', 1, 1, "this quote is never closed"],
    [
      "text after a closing quote",
      'a,b\n1,"2"x\n',
      2,
      6,
      'expected a delimiter or the line\'s end after the closing quote, got "x"; a quote inside a quoted field is doubled',
    ],
    ["too few fields", "a,b,c\n1,2,3\n1,2\n", 3, 3, "expected 3 fields, as line 1 has, got 2 fields"],
    ["too many fields", "\na\n1,2\n", 3, 3, "expected 1 field, as line 2 has, got 2 fields"],
  ] as const) {
    it(`refuses ${what}, with line and column`, () => {
      expect(parseDelimited(text, csv)).to.deep.equal({ ok: false, error: { line, column, message } });
    });
  }

  it("refuses a delimiter that cannot be one", () => {
    for (const delimiter of ["", ",,", '"', "\n", "\r"]) {
      expect(() => parseDelimited("", { delimiter, header: false })).to.throw(RangeError);
    }
  });

  it("reads back whatever a writer that follows RFC 4180 wrote", () => {
    const field = fc.string({ unit: fc.constantFrom(...'ab ,;\t"\n\r\uFEFF'), maxLength: 6 });
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 5 }));
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        (written, delimiter, end) => {
          const quote = (text: string): string =>
            text === "" || /["\r\n\uFEFF]/.test(text) || text.includes(delimiter)
              ? `"${text.replaceAll('"', '""')}"`
              : text;
          const text = written.map((fields) => fields.map(quote).join(delimiter) + end).join("");
          expect(fieldsOf(text, { delimiter, header: false })).to.deep.equal(written);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("gives a table or a problem within the text for any text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r"), maxLength: 30 });
    const seen = { tables: 0, problems: 0 };
    fc.assert(
      fc.property(text, (any) => {
        const table = parseDelimited(any, csv);
        if (table.ok) {
          seen.tables++;
          return;
        }
        seen.problems++;
        const line = any.split(/\r\n|\n|\r/)[table.error.line - 1] ?? "";
        expect(table.error.column).to.be.within(1, line.length + 1);
      }),
      { numRuns: 500 },
    );
    expect(seen.tables).to.be.above(50);
    expect(seen.problems).to.be.above(50);
  });
});
