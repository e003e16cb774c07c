import { UserError } from "@tributary/core/support";
import { StorageError } from "@tributary/node-platform";

import { UsageError } from "./usage-error.ts";

/** Writes why a program ends to standard error, in one sentence where a person can mend it. The answer is the exit status. */
export function complain(error: unknown, program: string): number {
  const known = error instanceof UserError || error instanceof UsageError || error instanceof StorageError;
  process.stderr.write(`${known ? error.message : `The ${program} failed unexpectedly: ${inFull(error)}`}\n`);
  return error instanceof UsageError ? 2 : 1;
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
