// The process that runs some tests of one file, perhaps with mutated modules: it waits for one TestRequest from its
// parent, sends one TestReport back and ends.
import { register } from "node:module";
import { pathToFileURL } from "node:url";

import Mocha from "mocha";

import { escapeForRegExp } from "./mutant.ts";
import type { TestOutcome, TestReport, TestRequest } from "./run-tests.ts";

async function runRequested({ file, names, texts }: TestRequest): Promise<TestReport> {
  // Registered before the first module of the product is loaded.
  register(new URL("./mutated-modules.js", import.meta.url), { data: texts });
  const mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: 0 });
  mocha.suite.emit("pre-require", globalThis, file, mocha);
  await import(pathToFileURL(file).href);

  const titles: string[] = [];
  mocha.suite.eachTest((test) => {
    // How long a test may take is for the parent to say: on a busy machine slowness is no failure.
    test.timeout(0);
    titles.push(test.fullTitle());
  });
  const chosen = new Map(names.map((name) => [name, titles.filter((title) => title.includes(name))]));
  const wanted = [...chosen.values()].flat().map(escapeForRegExp);
  mocha.grep(new RegExp(`^(?:${wanted.join("|")})$`));

  const states = new Map<string, string | undefined>();
  await new Promise<void>((finished) => {
    mocha
      .run(() => finished())
      .on("pass", (test) => states.set(test.fullTitle(), undefined))
      .on("fail", (test, error: unknown) => states.set(test.fullTitle(), messageOf(error)));
  });
  const outcomes = [...chosen].map(([name, found]) => outcomeOf(name, found, states));
  return { kind: "ran", outcomes };
}

function outcomeOf(
  name: string,
  found: readonly string[],
  states: ReadonlyMap<string, string | undefined>,
): TestOutcome {
  const [title, ...others] = found;
  if (title === undefined || others.length > 0) return { name, kind: "not-one", count: found.length };
  if (!states.has(title)) return { name, kind: "not-run" };
  const message = states.get(title);
  return message === undefined ? { name, kind: "passed" } : { name, kind: "failed", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function answer(request: TestRequest): Promise<void> {
  const report = await runRequested(request).catch((error: unknown): TestReport => ({
    kind: "broken",
    message: messageOf(error),
  }));
  process.send?.(report, undefined, undefined, () => process.exit());
}

// The parent is gone: nobody waits for the report.
process.once("disconnect", () => process.exit(1));
process.once("message", (request: TestRequest) => void answer(request));
