import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { ModuleTexts } from "./mutant.ts";

/** Tests of one compiled file of tests, to be run in a process of their own. */
export interface TestRequest {
  /** Absolute. */
  readonly file: string;
  /** Each a part of the full title of exactly one test. */
  readonly names: readonly string[];
  readonly texts: ModuleTexts;
}

export type TestOutcome = { readonly name: string } & (
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly message: string }
  /** So many tests have the name in their titles. */
  | { readonly kind: "not-one"; readonly count: number }
  /** Something before the test failed, or it was skipped. */
  | { readonly kind: "not-run" }
);

export type TestReport =
  | { readonly kind: "ran"; readonly outcomes: readonly TestOutcome[] }
  /** The file could not be loaded, or the process died. */
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "late" };

const script = fileURLToPath(new URL("./test-process.js", import.meta.url));

/** Runs the tests; kills their process when `timeLimit` is reached. */
export async function runTests(request: TestRequest, timeLimit: AbortSignal): Promise<TestReport> {
  if (timeLimit.aborted) return { kind: "late" };
  const child = fork(script, [], { stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] });
  const kill = (): void => void child.kill("SIGKILL");
  timeLimit.addEventListener("abort", kill);
  const printed: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  let report: TestReport | undefined;
  child.once("message", (message: TestReport) => (report = message));
  child.send(request);
  await once(child, "close");
  timeLimit.removeEventListener("abort", kill);
  if (report !== undefined) return report;
  return timeLimit.aborted ? { kind: "late" } : { kind: "broken", message: printed.join("").trim() };
}
