import { readInputs } from "@tributary/core/data";
import type { Input } from "@tributary/core/data";
import { perplexityOf, writePerplexity } from "@tributary/core/metrics";
import type { Cancellation } from "@tributary/core/support";
import { evaluateEach, generate, predict as predictLabels } from "@tributary/training";

import { nodeFiles } from "../readers/files.ts";
import type { FlagKind, Flags } from "./arguments.ts";
import { UsageError, parseFlags, required, wholeNumber } from "./arguments.ts";
import type { ExportedModel } from "./exported-model.ts";
import type { Output } from "./reporters.ts";
import { dataOf, modelFlags, modelOf, withEngine } from "./use-model.ts";

const predictFlags = {
  ...modelFlags,
  prompt: "text",
  tokens: "text",
  temperature: "text",
  seed: "text",
} as const satisfies Record<string, FlagKind>;

type PredictFlags = Flags<typeof predictFlags>;

/**
 * `tributary-client predict`: what an exported model says of each example, labelled or not, in the order of the data; how a
 * language model continues a prompt, or how well it foresees each text.
 */
export async function predict(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
): Promise<number> {
  const flags = parseFlags(args, predictFlags);
  const prompted = promptIn(flags);
  if (prompted === undefined) required("data", flags.data);
  const model = await modelOf(flags);
  if (prompted !== undefined) {
    const { prompt, ...options } = prompted;
    const { text, tokenCount, ended } = await withEngine(flags.engine, (engine) =>
      generate(engine, model.plan, model, prompt, options, signal),
    );
    output.write(
      flags.json
        ? `${JSON.stringify({ prompt, completion: text, tokens: tokenCount, ended })}\n`
        : `${prompt}${text}\n`,
    );
    return 0;
  }
  const data = await dataOf(flags, model, (...source) => readInputs(nodeFiles, ...source));
  const write = model.plan.labels.length === 0 ? writePerplexities : writeLabels;
  await write(model, data, flags, output, signal);
  return 0;
}

function promptIn(flags: PredictFlags) {
  const { prompt, data, tokens, temperature, seed } = flags;
  if (prompt === undefined) {
    const stray = (["tokens", "temperature", "seed"] as const).find((name) => flags[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} belongs to --prompt, which is missing.`);
    return undefined;
  }
  if (data !== undefined) throw new UsageError("--prompt and --data exclude each other; give one of them.");
  return {
    prompt,
    maximumTokens: wholeNumber("tokens", tokens ?? "50", 1),
    temperature: temperatureOf(temperature ?? "0.8"),
    seed: wholeNumber("seed", seed ?? "1", 0) % 2 ** 32,
  };
}

function temperatureOf(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && Number.isFinite(value))) {
    throw new UsageError(
      `--temperature is ${JSON.stringify(text)}; expected a number from 0 on (0: the likeliest token each time).`,
    );
  }
  return value;
}

async function writeLabels(
  model: ExportedModel,
  data: readonly Input[],
  flags: PredictFlags,
  output: Output,
  signal: Cancellation,
): Promise<void> {
  const { plan } = model;
  const inputs = data.map(({ example }) => example);
  const predictions = await withEngine(flags.engine, (engine) =>
    predictLabels(engine, plan, model, inputs, signal),
  );
  for (const [index, { label, probabilities }] of predictions.entries()) {
    const name = plan.labels[label] ?? "";
    const probability = probabilities[label] ?? 0;
    const file = data[index]?.file;
    if (flags.json) {
      output.write(
        `${JSON.stringify({ index, file, label: name, probability, probabilities: [...probabilities] })}\n`,
      );
    } else {
      output.write(`${index}\t${name}\t${probability.toFixed(4)}${file === undefined ? "" : `\t${file}`}\n`);
    }
  }
}

async function writePerplexities(
  model: ExportedModel,
  data: readonly Input[],
  flags: PredictFlags,
  output: Output,
  signal: Cancellation,
): Promise<void> {
  const texts = data.map(({ example }) => example);
  const evaluations = await withEngine(flags.engine, (engine) =>
    evaluateEach(engine, model.plan, model, texts, signal),
  );
  for (const [index, { exampleCount: tokens, lossSum }] of evaluations.entries()) {
    // A text of one token foretells nothing.
    const loss = tokens === 0 ? null : lossSum / tokens;
    const perplexity = loss === null ? null : perplexityOf(loss);
    output.write(
      flags.json
        ? `${JSON.stringify({ index, perplexity, loss, tokens })}\n`
        : `${index}\t${perplexity === null ? "-" : writePerplexity(perplexity)}\t${tokens}\n`,
    );
  }
}
