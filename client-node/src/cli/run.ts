import { UserError, nearest } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import { StorageError } from "@tributary/node-platform";

import { release } from "../release.ts";
import { UsageError } from "./arguments.ts";
import { evaluate } from "./evaluate.ts";
import { identity } from "./identity.ts";
import { inspect } from "./inspect.ts";
import { join } from "./join.ts";
import { predict } from "./predict.ts";
import type { Output } from "./reporters.ts";

export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly nowMs: () => number;
}

const usage = `tributary-client ${release}: fine-tune a shared model with data that stay here.

  tributary-client --coordinator URL --data PATH [--task NAME]
      Take part until the task is over. URL is http(s)://host:port#fingerprint.
      --accept-sealed       the coordinator can read each update: required in mode sealed
      --roster-key HEX      take part with this organisation's members alone (its key's fingerprint)
      --min-survivors N     refuse a task that may sum fewer updates
      --policy FILE         refuse a task outside this policy (YAML)
      --fingerprint HEX     the coordinator's, if the URL does not name it
      --tls-ca FILE         authorities to trust (PEM), in place of Node's
      --identity FILE       who you are; made at first use (~/.tributary/identity.json)
      --cache-dir DIR       downloaded models, receipts, what never leaves (~/.tributary/cache)
      --engine NAME         tfjs-node-gpu, webgpu, tfjs-node, wasm or cpu
      --give-up-after SEC   without an answer; default: never

  tributary-client identity [--identity FILE]
      Who you are: client id, public key, and the line for an organisation's members file.

  tributary-client inspect --data PATH [--plan FILE.yaml | --coordinator URL] [--model DIR]
      Look over data before taking part: examples of each label, lengths, copies, and what may be amiss. DIR is a
      base model's folder, by whose tokenizer tokens are counted. Nothing is sent.

  tributary-client evaluate --model MODEL --data PATH
      Score an exported model on labelled data.
  tributary-client predict --model MODEL --data PATH
      Say what an exported model sees in each example: a line each, with label and probability. The data may
      lack labels; PATH may then also be a folder of images. Of a language model: perplexity and tokens.
  tributary-client predict --model MODEL --prompt TEXT [--tokens 50] [--temperature 0.8] [--seed 1]
      Continue a text with a language model; at temperature 0 by the likeliest token each time.

MODEL is what \`tributary-coordinator export\` writes: a file, or a folder of format merged or tfjs, or
one of format peft, with
      --base DIR            the folder of its base model
      --engine NAME         as above

PATH is a CSV, TSV or JSONL file, a folder of them, or a folder with a folder of PNG or JPEG images per label; for a
language model also a .txt file, whose paragraphs are its examples.
  --label-column NAME       the label's column, or its place from 0, from the end if negative
  --text-column NAME        the same of the text, where the task is about texts
  --label OLD=NEW           a label of the data and the plan's name for it; may come again
  --image 8x8x1 --scale 16  the numbers are the pixels of an image; the one that stands for full light (255)
  --header yes|no           whether tables begin with a line of names; found out by default
  --quotes yes|no           whether fields may stand in double quotes; yes, but for texts in TSV
  --json                    one JSON document a line on stdout, and nothing else there
  --help, --version
`;

const commands = { identity, inspect, evaluate, predict };

function isCommand(word: string): word is keyof typeof commands {
  return Object.hasOwn(commands, word);
}

/** Runs a command line. The answer is the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(
  args: readonly string[],
  { stdout, stderr, nowMs }: Surroundings,
  signal: Cancellation,
): Promise<number> {
  try {
    if (args.includes("--help")) {
      stdout.write(usage);
      return 0;
    }
    if (args.includes("--version")) {
      stdout.write(`${release}\n`);
      return 0;
    }
    const [first = "", ...rest] = args;
    if (isCommand(first)) return await commands[first](rest, stdout, signal);
    if (first !== "" && !first.startsWith("--")) {
      const known = Object.keys(commands);
      const near = nearest(first, known);
      const advice = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
      throw new UsageError(`There is no command ${JSON.stringify(first)}; ${advice}`);
    }
    return await join(args, stdout, signal, nowMs);
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`tributary-client: ${error.message}\nTry: tributary-client --help\n`);
      return 2;
    }
    if (signal.aborted && error === signal.reason) return 1;
    if (error instanceof UserError || error instanceof StorageError || error instanceof CallError) {
      stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}
