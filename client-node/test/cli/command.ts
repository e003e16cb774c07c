import type { Cancellation } from "@tributary/core/support";

import { run } from "../../src/cli/run.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function command(
  args: readonly string[],
  {
    isTerminal = false,
    signal = new AbortController().signal,
  }: { readonly isTerminal?: boolean; readonly signal?: Cancellation } = {},
): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr") => ({
    write: (text: string): void => void (written[name] += text),
    isTerminal,
    columns: 80,
  });
  let nowMs = 0;
  const surroundings = { stdout: output("stdout"), stderr: output("stderr"), nowMs: () => (nowMs += 500) };
  return { code: await run(args, surroundings, signal), ...written };
}

/** The documents that --json writes. */
export function lines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .trim()
    .split("\n")
    .map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
}
