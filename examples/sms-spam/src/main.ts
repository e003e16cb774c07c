import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { complain, openProcesses } from "@tributary/example-kit";

import { readArguments, usage } from "./arguments.ts";
import { readMessages } from "./messages.ts";
import { runSplit } from "./run-split.ts";
import type { SplitScores } from "./run-split.ts";
import { figuresOf, tableText } from "./table.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort(new Error(signal)));

const processes = openProcesses();
try {
  const args = readArguments(process.argv.slice(2));
  if (args.help) process.stdout.write(`${usage}\n`);
  else await run(args);
} catch (error) {
  process.exitCode = stop.signal.aborted ? 130 : complain(error, "example");
} finally {
  await processes.stopAll();
}

async function run({ model, data, json, seeds, out }: ReturnType<typeof readArguments>): Promise<void> {
  const messages = await readMessages(data);
  const folder = out ?? (await mkdtemp(join(tmpdir(), "tributary-sms-spam-")));
  const splits: SplitScores[] = [];
  for (const seed of seeds) {
    const onProgress = (text: string): void => void process.stdout.write(`${text}\n`);
    splits.push(
      await runSplit({ out: folder, model, messages, seed, processes, signal: stop.signal, onProgress }),
    );
    // What is done is told, should a later split be stopped.
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figuresOf(splits), null, 2)}\n`);
  }
  process.stdout.write(`\n${tableText(splits)}\n\nPlans and models: ${folder}\n`);
}
