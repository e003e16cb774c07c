import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect } from "chai";

import { runMutants, temporaryFolder } from "../src/index.ts";
import type { Mutant, MutantRun } from "../src/index.ts";

const source = "gate/src/gate.ts";
const tests = "gate/test/gate.test.ts";

/** A workspace as the compiler leaves it. */
const files: Readonly<Record<string, string>> = {
  "gate/package.json": '{ "type": "module" }',
  [source]:
    "export function opens(\n  age: number,\n): boolean {\n  if (age < 18) return false;\n  return true;\n}\n",
  "gate/dist/src/gate.js":
    "export function opens(age) {\n    if (age < 18)\n        return false;\n    return true;\n}\n",
  "gate/dist/test/gate.test.js": `
    import assert from "node:assert";
    import { opens } from "../src/gate.js";
    describe("a gate", () => {
      it("opens at eighteen", () => assert.equal(opens(18), true));
      it("stays shut for a child", () => assert.equal(opens(9), false));
      it("stays shut for a dog", () => assert.equal(opens(3), true));
      it.skip("opens for a queen", () => {});
    });`,
};

function mutantOf(find: string, replace: string, test: string): Mutant {
  return { changes: [{ file: source, find, replace }], test: { file: tests, name: test } };
}

describe("a run of mutants", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  beforeEach(async () => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder(), path)), { recursive: true });
      await writeFile(join(folder(), path), text);
    }
  });

  async function report(
    mutants: readonly Mutant[],
    options: Partial<MutantRun> = {},
  ): Promise<{ readonly lines: readonly string[]; readonly allKilled: boolean }> {
    const lines: string[] = [];
    const allKilled = await runMutants(mutants, {
      root: folder(),
      say: (line) => lines.push(line),
      parallel: 1,
      timeLimit: () => new AbortController().signal,
      ...options,
    });
    return { lines, allKilled };
  }

  it("counts those that are killed and writes no file", async () => {
    const { lines, allKilled } = await report([
      mutantOf("age < 18", "age <= 18", "opens at eighteen"),
      mutantOf("if (age < 18) return false;", "", "stays shut for a child"),
    ]);
    expect(lines).to.deep.equal([
      `${tests}: 2 named tests pass with nothing mutated`,
      `killed 1/2 ${source}: age < 18 -> age <= 18`,
      `killed 2/2 ${source}: if (age < 18) return false; -> `,
      "2 mutants, 2 killed",
    ]);
    expect(allKilled).to.equal(true);
    for (const [path, text] of Object.entries(files)) {
      expect(await readFile(join(folder(), path), "utf8")).to.equal(text);
    }
  });

  it("names one that survives, with its file, its change and the test that should have failed", async () => {
    const { lines, allKilled } = await report([
      mutantOf("age < 18", "age < 17", "opens at eighteen"),
      mutantOf("age < 18", "age <= 18", "opens at eighteen"),
    ]);
    expect(lines.slice(1)).to.deep.equal([
      `SURVIVED 1/2 ${source}: age < 18 -> age < 17: expected the test "opens at eighteen" of ${tests} to fail, but it passes`,
      `killed 2/2 ${source}: age < 18 -> age <= 18`,
      "2 mutants, 1 killed",
    ]);
    expect(allKilled).to.equal(false);
  });

  it("takes no mutant for killed that cannot be loaded", async () => {
    const { lines, allKilled } = await report([mutantOf("age < 18", "age <", "opens at eighteen")]);
    expect(lines[1]).to.match(/^SURVIVED 1\/1 .* to fail, but its tests could not be run: Unexpected token/);
    expect(lines.at(-1)).to.equal("1 mutants, 0 killed");
    expect(allKilled).to.equal(false);
  });

  it("takes no mutant for killed whose test is not done in time", async () => {
    const limits = [new AbortController().signal, AbortSignal.abort()].values();
    const { lines, allKilled } = await report([mutantOf("age < 18", "age <= 18", "opens at eighteen")], {
      timeLimit: () => limits.next().value ?? expect.fail("more processes than tests and mutants"),
    });
    expect(lines[1]).to.match(/^SURVIVED 1\/1 .* to fail, but its tests took longer than their time limit$/);
    expect(allKilled).to.equal(false);
  });

  it("runs nothing if a text to be changed is not there exactly once", async () => {
    const { lines, allKilled } = await report([
      mutantOf("age < 18", "age <= 18", "opens at eighteen"),
      mutantOf("age < 21", "false", "opens at eighteen"),
      mutantOf("return", "", "opens at eighteen"),
      mutantOf("age: number", "", "opens at eighteen"),
    ]);
    expect(lines).to.deep.equal([
      `${source} holds \`age < 21\` 0 times, expected once; bring the list up to date`,
      `${source} holds \`return\` 2 times, expected once; bring the list up to date`,
      `what ${source} is compiled to holds \`age: number\` 0 times, expected once; bring the list up to date`,
      "4 mutants, 0 killed",
    ]);
    expect(allKilled).to.equal(false);
  });

  it("runs no mutant if a named test is not there, is not the only one, does not run or fails as things are", async () => {
    const { lines, allKilled } = await report(
      ["opens for a cat", "stays shut", "opens for a queen", "stays shut for a dog", "opens at eighteen"].map(
        (test) => mutantOf("age < 18", "age <= 18", test),
      ),
    );
    expect(lines.slice(0, -2)).to.deep.equal([
      `${tests}: 0 tests have "opens for a cat" in their titles, expected one`,
      `${tests}: 2 tests have "stays shut" in their titles, expected one`,
      `${tests}: the test "opens for a queen" was not run: it was skipped, or what comes before it failed`,
    ]);
    expect(lines.at(-2)).to.include(`${tests}: the test "stays shut for a dog" fails with nothing mutated: `);
    expect(lines.at(-1)).to.equal("5 mutants, 0 killed");
    expect(allKilled).to.equal(false);
  });

  it("is no success without a single mutant", async () => {
    expect(await report([])).to.deep.equal({ lines: ["0 mutants, 0 killed"], allKilled: false });
  });
});
