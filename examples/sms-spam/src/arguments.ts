import { parseArgs } from "node:util";

import { UsageError } from "@tributary/example-kit";

export interface Arguments {
  readonly help: boolean;
  readonly model: string;
  readonly data: string;
  readonly json: string | undefined;
  readonly seeds: readonly number[];
  readonly out: string | undefined;
}

export const usage = `Usage: npm run example -- sms-spam --model DIR --data FILE.tsv [options]

Deals text messages to eight clients, fine-tunes a pre-trained encoder (a BERT as Hugging Face lays it out) over them
with LoRA under secure aggregation, and compares with what a majority vote, naive Bayes on all messages in one place, and
the best of the clients alone make of messages that nobody trained on. Once for each of five splits.

  --model DIR     the encoder: a folder with config.json, model.safetensors and tokenizer.json
  --data FILE     label (ham or spam), tab, text; a line each
  --seeds LIST    splits to run (default: 1,2,3,4,5)
  --json FILE     write the figures as JSON
  --out DIR       where data, plans and models go (default: a new folder for temporary files)
  --help`;

/** @throws UsageError in one sentence */
export function readArguments(args: readonly string[]): Arguments {
  const { help = false, model = "", data = "", json, seeds = "1,2,3,4,5", out } = parsed(args);
  if (!help && (model === "" || data === ""))
    throw new UsageError("Expected --model DIR and --data FILE.tsv.");
  if (!/^\d{1,9}(,\d{1,9})*$/.test(seeds))
    throw new UsageError(
      `--seeds is ${JSON.stringify(seeds)}; expected whole numbers with commas between, such as 1,2,3.`,
    );
  return { help, model, data, json, out, seeds: seeds.split(",").map(Number) };
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        model: { type: "string" },
        data: { type: "string" },
        json: { type: "string" },
        seeds: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
