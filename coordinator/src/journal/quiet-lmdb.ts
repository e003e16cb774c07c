/**
 * Keeps LMDB's binding from writing each failed commit to standard error with its stack: the append that failed is
 * rejected with the same error, and its owner says so. For a program's own console, once. What LMDB itself prints in C
 * ("Write error: ...") is beyond reach.
 */
export function quietLmdb(console: Pick<Console, "error">): void {
  const { error } = console;
  console.error = (...said: unknown[]) => {
    if (!isCommitError(said)) error.apply(console, said);
  };
}

/** lmdb's write.js prints the error alone; LMDB's and the system's codes are numbers, those of Node are words. */
function isCommitError([first, ...rest]: readonly unknown[]): boolean {
  return (
    rest.length === 0 &&
    first instanceof Error &&
    "code" in first &&
    typeof first.code === "number" &&
    /[/\\]lmdb[/\\]/.test(first.stack ?? "")
  );
}
