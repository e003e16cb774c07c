import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { UsageError } from "@tributary/example-kit";
import { engineNames } from "@tributary/training";
import type { EngineName } from "@tributary/training";

export interface SpeakersArguments {
  readonly data: string;
  readonly json: string | undefined;
  readonly seed: number;
  /** Undefined: a new folder for temporary files. */
  readonly out: string | undefined;
  readonly cache: string;
  readonly engineName: EngineName | undefined;
}

export const usage = `Usage: npm run example -- speakers --data FILE.txt [options]

Trains a small GPT-2 on the first half of a text of plays; eight speakers who are not in it then fine-tune it together,
and each alone. In the file a speaker's name and a colon stand on a line of their own, after a blank line.

  --data FILE    the plays, such as tinyshakespeare's input.txt
  --json FILE    write the figures as JSON
  --seed N       another base model, and other speeches held back (default: 0)
  --out DIR      where models and speeches go, a new or empty folder (default: one for temporary files)
  --cache DIR    where base models are kept, so that the next run needs not train them (default: ~/.tributary/speakers)
  --engine NAME  ${engineNames.join(", ")} (default: the best there is)
  --help`;

/** Undefined: help is asked for. @throws UsageError in one sentence */
export function readArguments(args: readonly string[]): SpeakersArguments | undefined {
  const { help, data, json, seed = "0", out, cache, engine } = parsed(args);
  if (help === true) return undefined;
  if (data === undefined) throw new UsageError("Expected --data FILE.txt with plays; see --help.");
  if (!/^\d{1,9}$/.test(seed))
    throw new UsageError(`--seed is ${JSON.stringify(seed)}; expected a whole number.`);
  const engineName = engineNames.find((known) => known === engine);
  if (engine !== undefined && engineName === undefined) {
    throw new UsageError(`--engine is ${JSON.stringify(engine)}; expected ${engineNames.join(", ")}.`);
  }
  return {
    data,
    json,
    seed: Number(seed),
    out: out === undefined ? undefined : resolve(out),
    cache: resolve(cache ?? join(homedir(), ".tributary", "speakers")),
    engineName,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        json: { type: "string" },
        seed: { type: "string" },
        out: { type: "string" },
        cache: { type: "string" },
        engine: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
