// A rule that nobody has seen refuse anything may be misspelt. Each import rule of the design gets a file
// that breaks it, in a folder of its own, and the linter must refuse exactly those files.
import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { repositoryRoot, temporaryFolder } from "../src/index.ts";

const run = promisify(execFile);

/** Path of a planted file -> what it imports. */
type Imports = readonly (readonly [path: string, specifier: string])[];

const allowedImports: Imports = [
  ["core/src/ring/a.ts", "@tributary/proto/messages"],
  ["core/src/ring/b.ts", "../tensor/index.ts"],
  ["core/test/ring/a.ts", "../../src/ring/index.ts"],
  ["core/test/ring/b.ts", "@tributary/test-support"],
  ["core/node-platform/src/a.ts", "@tributary/core/identity"],
  ["core/training/src/a.ts", "@tributary/core/tensor"],
  ["core/training/src/engine/a.ts", "@tensorflow/tfjs"],
  ["client-node/src/a.ts", "@tributary/training"],
  ["client-node/src/b.ts", "@tributary/node-platform"],
  ["client-node/src/c.ts", "node:fs"],
  ["coordinator/src/a.ts", "@tributary/core/plan"],
  ["coordinator/src/round/a.ts", "@tributary/core/rounds"],
  ["coordinator/src/round/b.ts", "./a.ts"],
  ["simulations/src/a.ts", "@tributary/coordinator"],
  ["simulations/src/b.ts", "@tributary/training"],
  ["examples/digits/src/a.ts", "@tributary/simulations"],
  ["examples/digits/src/b.ts", "@tributary/coordinator"],
];

const forbiddenImports: Imports = [
  ["proto/src/a.ts", "@tributary/core/support"],
  ["proto/src/b.ts", "@tributary/test-support"],
  ["core/src/ring/c.ts", "@tributary/coordinator"],
  ["core/src/ring/d.ts", "@tributary/training"],
  ["core/src/ring/e.ts", "@tributary/node-platform"],
  ["core/src/ring/f.ts", "../../../proto/src/messages/index.ts"],
  ["core/src/ring/g.ts", "../../training/src/index.ts"],
  ["core/src/ring/h.ts", "node:crypto"],
  ["core/src/ring/i.ts", "@tensorflow/tfjs"],
  ["core/src/ring/j.ts", "@tributary/test-support"],
  ["core/test/ring/c.ts", "@tributary/coordinator"],
  ["core/test/ring/d.ts", "../../../proto/src/messages/index.ts"],
  ["core/test/ring/e.ts", "../../dist/src/ring/index.js"],
  ["core/node-platform/src/b.ts", "@tributary/coordinator"],
  ["core/node-platform/src/c.ts", "@tributary/training"],
  ["core/training/src/b.ts", "@tributary/coordinator"],
  ["core/training/src/c.ts", "@tributary/node-platform"],
  ["client-node/src/d.ts", "@tributary/coordinator"],
  ["client-node/src/e.ts", "@tributary/client-web"],
  ["client-node/src/f.ts", "@tributary/simulations"],
  ["client-node/src/g.ts", "../../coordinator/src/index.ts"],
  ["client-node/src/h.ts", "@tensorflow/tfjs"],
  ["client-node/test/a.ts", "@tributary/coordinator"],
  ["client-web/src/a.ts", "@tributary/coordinator"],
  ["client-web/src/b.ts", "@tributary/client-node"],
  ["client-web/src/c.ts", "node:fs"],
  ["coordinator/src/b.ts", "@tributary/client-node"],
  ["coordinator/src/c.ts", "@tributary/training"],
  ["coordinator/src/d.ts", "@tributary/simulations"],
  ["coordinator/src/round/c.ts", "@tributary/node-platform"],
  ["coordinator/src/round/d.ts", "@tributary/proto/messages"],
  ["coordinator/src/strategy/a.ts", "node:fs"],
  ["simulations/src/c.ts", "@tributary/coordinator/dist/src/round/index.js"],
  ["simulations/src/d.ts", "@tributary/client-node"],
  ["examples/digits/src/c.ts", "../../../simulations/src/index.ts"],
];

/** Path of a planted file -> its text and the rule that must refuse it. */
const forbiddenCode: readonly (readonly [path: string, rule: string, text: string])[] = [
  ["core/src/plan/date.ts", "eslint(no-restricted-globals)", "export const now = new Date();"],
  ["core/src/plan/timer.ts", "eslint(no-restricted-globals)", "setTimeout(String, 1);"],
  ["core/src/plan/date-now.ts", "eslint(no-restricted-properties)", "export const now = Date.now();"],
  ["core/src/plan/random.ts", "eslint(no-restricted-properties)", "export const r = Math.random();"],
  ["coordinator/src/round/date.ts", "eslint(no-restricted-globals)", "export const now = new Date();"],
  [
    "coordinator/src/round/clock.ts",
    "eslint(no-restricted-globals)",
    "export const now = performance.now();",
  ],
  [
    "coordinator/src/strategy/random.ts",
    "eslint(no-restricted-properties)",
    "export const r = Math.random();",
  ],
  ["coordinator/src/rpc/random.ts", "eslint(no-restricted-properties)", "export const r = Math.random();"],
  ["core/training/src/date-now.ts", "eslint(no-restricted-properties)", "export const now = Date.now();"],
  ["core/training/src/random.ts", "eslint(no-restricted-properties)", "export const r = Math.random();"],
  [
    "coordinator/src/service/floating.ts",
    "typescript(no-floating-promises)",
    "export function f(work: () => Promise<void>): void { work(); }",
  ],
  [
    "coordinator/src/service/misused.ts",
    "typescript(no-misused-promises)",
    "export function f(work: () => Promise<boolean>): number { if (work()) return 1; return 2; }",
  ],
  [
    "coordinator/src/service/switch.ts",
    "typescript(switch-exhaustiveness-check)",
    'export function f(phase: "open" | "folding"): number { switch (phase) { case "open": return 1; } return 2; }',
  ],
  [
    "coordinator/src/service/any.ts",
    "typescript(no-explicit-any)",
    "export const f = (x: any): unknown => x;",
  ],
  [
    "core/src/wheel/one.ts",
    "import(no-cycle)",
    'import { two } from "./two.ts"; export const one = (): number => two();',
  ],
  [
    "core/src/wheel/two.ts",
    "import(no-cycle)",
    'import { one } from "./one.ts"; export const two = (): number => one();',
  ],
];

describe("the linter", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  async function plant(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder(), path)), { recursive: true });
    await writeFile(join(folder(), path), `${text}\n`);
  }

  /** Lints the planted files with the repository's settings: "path rule" for each finding. */
  async function findings(): Promise<readonly string[]> {
    await copyFile(join(repositoryRoot, ".oxlintrc.json"), join(folder(), ".oxlintrc.json"));
    await writeFile(
      join(folder(), "tsconfig.json"),
      JSON.stringify({ extends: join(repositoryRoot, "tsconfig.json"), files: null, include: ["**/*.ts"] }),
    );
    const linter = join(repositoryRoot, "node_modules/oxlint/bin/oxlint");
    const env = {
      ...process.env,
      // The planted folder has no node_modules to find it in.
      OXLINT_TSGOLINT_PATH: join(repositoryRoot, "node_modules/oxlint-tsgolint/bin/tsgolint.js"),
    };
    const printing = run(process.execPath, [linter, "-f", "json"], { cwd: folder(), env });
    printing.child.stdin?.end();
    const stdout = await printing.then(
      (printed) => printed.stdout,
      // Findings make the linter exit with 1, and execFile reject with what was printed.
      (error: { stdout: string }) => error.stdout,
    );
    const report = JSON.parse(stdout) as {
      readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
    };
    return report.diagnostics.map(({ filename, code }) => `${filename} ${code}`);
  }

  it("refuses every import that the design forbids and none that it allows", async () => {
    for (const [path, specifier] of [...allowedImports, ...forbiddenImports]) {
      await plant(path, `export * from ${JSON.stringify(specifier)};`);
    }
    const found = (await findings()).filter((finding) => finding.endsWith(" eslint(no-restricted-imports)"));
    const expected = forbiddenImports.map(([path]) => `${path} eslint(no-restricted-imports)`);
    expect(found.toSorted()).to.deep.equal(expected.toSorted());
  });

  it("refuses time, chance, loose promises, open switches, any and import cycles where they are forbidden", async () => {
    for (const [path, , text] of forbiddenCode) await plant(path, text);
    expect(await findings()).to.include.members(forbiddenCode.map(([path, rule]) => `${path} ${rule}`));
  });
});
