import { formatRecordProblems } from "@tributary/core/records";
import { toHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { expect } from "chai";

import { parseMembers } from "../../src/roster/index.ts";
import { membersCsv, signerOf } from "../support/rosters.ts";

const key = (number: number): string => toHex(signerOf(number).publicKey);

function problems(text: string): readonly string[] {
  const parsed = parseMembers(text, nodePrimitives);
  return parsed.ok ? [] : formatRecordProblems(parsed.error, "members.csv").split("\n");
}

describe("a members file", () => {
  it("gives names and keys in the file's order", () => {
    expect(parseMembers(membersCsv(3, 1), nodePrimitives)).to.deep.equal({
      ok: true,
      value: [
        { name: "Ward 3", publicKey: signerOf(3).publicKey },
        { name: "Ward 1", publicKey: signerOf(1).publicKey },
      ],
    });
  });

  it("may have quoted names with commas, keys in capitals, blanks around fields and the line ends of Windows", () => {
    const text = `\uFEFFname, publicKey\r\n"Ward 1, east", ${key(1).toUpperCase()} \r\n`;
    expect(parseMembers(text, nodePrimitives)).to.deep.equal({
      ok: true,
      value: [{ name: "Ward 1, east", publicKey: signerOf(1).publicKey }],
    });
  });

  const wrong: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    "without a first line that names the columns": [
      `Ward 1,${key(1)}\n`,
      [`members.csv:1:1: expected the first line name,publicKey, got "Ward 1,${key(1).slice(0, 53)}..."`],
    ],
    "that is empty": ["", ["members.csv:1:1: expected the first line name,publicKey, got nothing"]],
    "with more columns than two": [
      `name,publicKey,since\nWard 1,${key(1)},2020\n`,
      ["members.csv:1:16: expected two columns"],
    ],
    "without a member": [
      "name,publicKey\n",
      ["members.csv:1:1: expected a line for each member below this one"],
    ],
    "with a line that lacks its key": [
      `name,publicKey\nWard 1,${key(1)}\nWard 2\n`,
      ["members.csv:3:1: expected 2 fields, as line 1 has, got 1 field"],
    ],
    "with a quote that is never closed": [
      `name,publicKey\n"Ward 1,${key(1)}\n`,
      ["members.csv:2:1: this quote is never closed"],
    ],
    "with a key twice": [
      `name,publicKey\nWard 1,${key(1)}\n\nWard 2,${key(2)}\nWard 3,${key(1).toUpperCase()}\n`,
      ["members.csv:5:8: this key stands in line 2 already"],
    ],
    "with keys and names that are none, each of which is told": [
      `name,publicKey\n,${key(1)}\nWard\u0007,abc\nWard 3,01${"0".repeat(62)}\n`,
      [
        "members.csv:2:1: expected a name of 1 to 200 characters, got nothing",
        "members.csv:3:1: expected a name without control characters, got U+0007 in it",
        'members.csv:3:7: expected a public key of 64 hex digits, got "abc"',
        `members.csv:4:8: "01${"0".repeat(58)}..." is not a sound Ed25519 key; copy it from tributary-client identity`,
      ],
    ],
  };
  for (const [name, [text, expected]] of Object.entries(wrong)) {
    it(`is refused, by line and column, ${name}`, () => {
      expect(problems(text)).to.deep.equal(expected);
    });
  }

  it("tells the first twenty problems of a file that is wrong all over", () => {
    const told = problems(`name,publicKey\n${",\n".repeat(30)}`);
    expect(told).to.have.length(21);
    expect(told.at(-1)).to.equal("members.csv: reading stopped after 20 problems");
  });
});
