import type { Mutant } from "@tributary/test-support";

/** A text that the source file holds once, what is put in its place, and the test that must fail then. */
export type Row = readonly [find: string, replace: string, test: string];

/** Mutants of one source file that tests of one file kill. */
export function mutantsOf(source: string, tests: string, rows: readonly Row[]): readonly Mutant[] {
  return rows.map(([find, replace, name]) => ({
    changes: [{ file: source, find, replace }],
    test: { file: tests, name },
  }));
}
