import { parseArgs } from "node:util";

import { UsageError } from "@tributary/example-kit";
import { engineNames } from "@tributary/training";

const modes = ["secure", "sealed"] as const;

/** How updates travel: masked, or readable to the coordinator. */
export type Mode = (typeof modes)[number];

export interface DemoArguments {
  readonly help: boolean;
  readonly seed: string | undefined;
  /** Eight pictures of each digit, and a head trained on what the frozen body makes of them. */
  readonly fewShot: boolean;
  readonly rounds: number | undefined;
  readonly mode: Mode | undefined;
  readonly engineName: string;
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly keep: boolean;
  readonly json: boolean;
}

export const usage = `Usage: npm run demo -- [options]

Starts a coordinator and ten clients on this machine, fine-tunes the base model on handwriting that never leaves each
client's process, and shows what it brought.

  --seed N       repeat a run: other handwriting for another N, and on one engine the same model for the same N.
                 Chance is then no secret, which the demo says.
  --out DIR      where data, model and report go (default: a new folder for temporary files)
  --report FILE  write the figures as JSON
  --few-shot     eight pictures of each digit that a writer has, and only the head is trained
  --keep         leave the coordinator up until Ctrl-C
  --rounds N     other than the plan's 12
  --mode MODE    secure (the plan's: the coordinator learns sums alone) or sealed (it can read each update)
  --engine NAME  ${engineNames.join(", ")} (default: the best there is)
  --json         one JSON document a line on standard output, and nothing else there
  --help`;

/** @throws UsageError in one sentence */
export function readArguments(args: readonly string[]): DemoArguments {
  const { values } = parsed(args);
  const { seed, rounds, engine = "" } = values;
  if (seed !== undefined && !/^\d{1,9}$/.test(seed))
    throw new UsageError(`--seed is ${JSON.stringify(seed)}; expected a whole number.`);
  if (rounds !== undefined && !/^[1-9]\d{0,2}$/.test(rounds)) {
    throw new UsageError(`--rounds is ${JSON.stringify(rounds)}; expected a whole number from 1 to 999.`);
  }
  if (engine !== "" && !engineNames.some((known) => known === engine)) {
    throw new UsageError(`--engine is ${JSON.stringify(engine)}; expected ${engineNames.join(", ")}.`);
  }
  const mode = modes.find((known) => known === values.mode);
  if (values.mode !== undefined && mode === undefined) {
    throw new UsageError(`--mode is ${JSON.stringify(values.mode)}; expected ${modes.join(" or ")}.`);
  }
  return {
    help: values.help ?? false,
    seed,
    rounds: rounds === undefined ? undefined : Number(rounds),
    mode,
    fewShot: values["few-shot"] ?? false,
    engineName: engine,
    out: values.out,
    report: values.report,
    keep: values.keep ?? false,
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: "string" },
        out: { type: "string" },
        report: { type: "string" },
        rounds: { type: "string" },
        mode: { type: "string" },
        engine: { type: "string" },
        "few-shot": { type: "boolean" },
        keep: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
