// `npm run example -- speakers`. See usage in arguments.ts.
import { appendFile, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { complain, openProcesses } from "@tributary/example-kit";
import { storageError, writeFileDurably } from "@tributary/node-platform";

import { readArguments, usage } from "./arguments.ts";
import type { SpeakersArguments } from "./arguments.ts";
import { tableText } from "./report.ts";
import { runSpeakers } from "./run.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort(new Error(name)));

const processes = openProcesses();
try {
  const args = readArguments(process.argv.slice(2));
  if (args === undefined) say(usage);
  else await speakers(args);
} catch (error) {
  process.exitCode = stop.signal.aborted ? 130 : complain(error, "example");
} finally {
  await processes.stopAll();
}

async function speakers({ data, json, seed, cache, engineName, ...args }: SpeakersArguments): Promise<void> {
  // Minutes before it is written: a mistake here must not cost a run.
  if (json !== undefined) await checkWritable(json);
  const out = args.out ?? (await mkdtemp(join(tmpdir(), "tributary-speakers-")));
  const report = await runSpeakers({
    dataPath: data,
    planPath: fileURLToPath(new URL("../../plan.yaml", import.meta.url)),
    recipe: { sizes: { vocab_size: 512, n_embd: 96, n_layer: 3, n_head: 3, n_positions: 96 }, epochs: 2 },
    pretraining: 0.5,
    out,
    cache,
    seed,
    engineName,
    processes,
    signal: stop.signal,
    nowMs: () => performance.now(),
    say,
  });
  say(`\n${tableText(report)}\n`);
  say(`Speeches and models are in ${out}. To have the model go on from words of yours:`);
  say(`  npx tributary-client predict --model ${join(out, "model.safetensors")} --prompt "Good my lord"`);
  if (json !== undefined) await writeFileDurably(json, `${JSON.stringify(report, undefined, 2)}\n`);
}

async function checkWritable(path: string): Promise<void> {
  try {
    await appendFile(path, "");
  } catch (error) {
    throw storageError(error, "write", path);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
