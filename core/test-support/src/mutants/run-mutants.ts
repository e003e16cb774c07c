import { compiledPath, describeMutant, mutate } from "./mutant.ts";
import type { ModuleTexts, Mutant } from "./mutant.ts";
import { runTests } from "./run-tests.ts";
import type { TestOutcome, TestReport } from "./run-tests.ts";

export interface MutantRun {
  /** The repository's absolute path, built. */
  readonly root: string;
  /** Takes one line of the report. */
  readonly say: (line: string) => void;
  /** Tests that run at the same time, each in a process of its own. */
  readonly parallel: number;
  /** Made anew for each process. */
  readonly timeLimit: () => AbortSignal;
}

/**
 * Holds the tests against a list of mutants. First each text to be changed must be there and each named test must
 * exist and pass; then each mutant must be killed, which means that its test ran to its end and failed. The last line
 * is `N mutants, N killed`. @returns whether all were killed
 */
export async function runMutants(mutants: readonly Mutant[], run: MutantRun): Promise<boolean> {
  const { say } = run;
  const stale = await staleTexts(mutants, run);
  const problems = stale.length > 0 ? stale : await failingTests(mutants, run);
  for (const problem of problems) say(problem);
  const killed = problems.length > 0 ? 0 : await countKilled(mutants, run);
  say(`${mutants.length} mutants, ${killed} killed`);
  return killed > 0 && killed === mutants.length;
}

async function staleTexts(mutants: readonly Mutant[], { root }: MutantRun): Promise<readonly string[]> {
  const mutated = await Promise.all(mutants.map((mutant) => mutate(root, mutant)));
  return mutated.flatMap((result) => (result.ok ? [] : result.problems));
}

/** Why a named test cannot bear witness: it is not there, or it fails with nothing mutated. */
async function failingTests(mutants: readonly Mutant[], run: MutantRun): Promise<readonly string[]> {
  const namesOf = new Map<string, Set<string>>();
  for (const { test } of mutants) {
    namesOf.set(test.file, (namesOf.get(test.file) ?? new Set()).add(test.name));
  }
  const problems: string[] = [];
  await inParallel([...namesOf], run.parallel, async ([file, names]) => {
    const report = await runNamed(file, [...names], {}, run);
    const wrong = report.kind === "ran" ? report.outcomes.filter(({ kind }) => kind !== "passed") : [report];
    problems.push(...wrong.map((complaint) => `${file}: ${complaintOf(complaint)}`));
    if (wrong.length === 0) run.say(`${file}: ${names.size} named tests pass with nothing mutated`);
  });
  return problems;
}

async function countKilled(mutants: readonly Mutant[], run: MutantRun): Promise<number> {
  let killed = 0;
  let done = 0;
  await inParallel(mutants, run.parallel, async (mutant) => {
    const survival = await survivalOf(mutant, run);
    done++;
    const place = `${done}/${mutants.length} ${describeMutant(mutant)}`;
    if (survival === undefined) killed++;
    run.say(survival === undefined ? `killed ${place}` : `SURVIVED ${place}: ${survival}`);
  });
  return killed;
}

/** Why a mutant counts as alive; undefined if its test ran and failed. */
async function survivalOf(mutant: Mutant, run: MutantRun): Promise<string | undefined> {
  const { file, name } = mutant.test;
  const mutated = await mutate(run.root, mutant);
  if (!mutated.ok) return mutated.problems.join("; ");
  const report = await runNamed(file, [name], mutated.texts, run);
  const [complaint] = report.kind === "ran" ? report.outcomes : [report];
  if (complaint === undefined || complaint.kind === "failed") return undefined;
  return `expected the test "${name}" of ${file} to fail, but ${complaintOf(complaint)}`;
}

function runNamed(
  file: string,
  names: readonly string[],
  texts: ModuleTexts,
  { root, timeLimit }: MutantRun,
): Promise<TestReport> {
  return runTests({ file: compiledPath(root, file), names, texts }, timeLimit());
}

function complaintOf(complaint: TestOutcome | Exclude<TestReport, { readonly kind: "ran" }>): string {
  switch (complaint.kind) {
    case "passed":
      return "it passes";
    case "failed":
      return `the test "${complaint.name}" fails with nothing mutated: ${complaint.message}`;
    case "not-one":
      return `${complaint.count} tests have "${complaint.name}" in their titles, expected one`;
    case "not-run":
      return `the test "${complaint.name}" was not run: it was skipped, or what comes before it failed`;
    case "broken":
      return `its tests could not be run: ${complaint.message}`;
    case "late":
      return "its tests took longer than their time limit";
    default:
      return complaint satisfies never;
  }
}

/** Works on so many items at a time, taking them in order. */
async function inParallel<Item>(
  items: readonly Item[],
  parallel: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
