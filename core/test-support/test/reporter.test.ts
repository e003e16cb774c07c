import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { repositoryRoot, temporaryFolder } from "../src/index.ts";

const run = promisify(execFile);

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
}

describe("the closing summary", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();

  /** Runs mocha with the house's settings on one file of tests. */
  async function report(tests: string, allowedSkips?: string): Promise<Outcome> {
    const support = JSON.stringify(new URL("../src/index.js", import.meta.url).href);
    const file = join(folder(), "planted.test.mjs");
    await writeFile(file, `import { dataFile, requires } from ${support};\n${tests}`);
    const env: NodeJS.ProcessEnv = { ...process.env, TRIBUTARY_DATA: folder(), NO_COLOR: "1" };
    delete env["TRIBUTARY_ALLOWED_SKIPS"];
    delete env["MOCHA_COLORS"];
    if (allowedSkips !== undefined) env["TRIBUTARY_ALLOWED_SKIPS"] = allowedSkips;
    const mocha = join(repositoryRoot, "node_modules/mocha/bin/mocha.js");
    const { code, stdout } = await run(process.execPath, [mocha, file], { cwd: repositoryRoot, env }).then(
      (printed) => ({ code: 0, stdout: printed.stdout }),
      // execFile rejects with what it collected beside the exit code.
      (error: { code: number; stdout: string }) => error,
    );
    return { code, lines: stdout.trimEnd().split("\n") };
  }

  const missing = `describe("with data", () => {
    const path = requires(dataFile("none.csv"));
    it("reads it", () => { path(); });
    describe("and more", () => { it("reads it again", () => { path(); }); });
  });`;

  it("counts passes and failures on the last line and exits with an error", async () => {
    const { code, lines } = await report(`it("a", () => {}); it("b", () => { throw new Error("no"); });`);
    expect(lines.at(-1)).to.equal("1 passed, 1 failed, 0 skipped");
    expect(code).to.equal(1);
  });

  it("exits with success when every test passed", async () => {
    const { code, lines } = await report(`it("a", () => {});`);
    expect(lines.at(-1)).to.equal("1 passed, 0 failed, 0 skipped");
    expect(code).to.equal(0);
  });

  it("says why a test was skipped, once for all that share the reason", async () => {
    const { code, lines } = await report(`it("a", () => {}); ${missing}`);
    expect(lines.filter((line) => line.startsWith("skipped"))).to.deep.equal([
      `skipped: requires data: there is no none.csv in ${folder()} (TRIBUTARY_DATA names another folder)`,
    ]);
    expect(lines.slice(-3)).to.deep.equal([
      "  - with data reads it",
      "  - with data and more reads it again",
      "1 passed, 0 failed, 2 skipped",
    ]);
    expect(code).to.equal(0);
  });

  it("lets a skip through that is on the list", async () => {
    const { code, lines } = await report(`it("a", () => {}); ${missing}`, "chromium, data");
    expect(lines.at(-1)).to.equal("1 passed, 0 failed, 2 skipped");
    expect(code).to.equal(0);
  });

  it("fails the run for a skip that is not on the list", async () => {
    const { code, lines } = await report(`it("a", () => {}); ${missing}`, "chromium");
    expect(lines.at(-1)).to.equal("1 passed, 2 failed, 0 skipped");
    expect(
      lines.some((line) => line.startsWith("skipped, which is not allowed here: requires data")),
    ).to.equal(true);
    expect(code).to.equal(2);
  });

  it("fails the run for a skip without a reason, list or no list", async () => {
    const { code, lines } = await report(`it("a", () => {}); it.skip("b", () => {});`);
    expect(lines.at(-1)).to.equal("1 passed, 1 failed, 0 skipped");
    expect(code).to.equal(1);
  });

  it("hands a test what was looked for when it is there", async () => {
    await writeFile(join(folder(), "some.csv"), "1\n");
    const { code, lines } = await report(`describe("x", () => {
      const path = requires(dataFile("some.csv"));
      it("has the path", () => { if (!path().endsWith("some.csv")) throw new Error(path()); });
    });`);
    expect(lines.at(-1)).to.equal("1 passed, 0 failed, 0 skipped");
    expect(code).to.equal(0);
  });

  it("refuses a run that is narrowed with only", async () => {
    const { code } = await report(`it.only("a", () => {});`);
    expect(code).not.to.equal(0);
  });
});
