import { metricsOf } from "@tributary/core/metrics";
import type { Plan } from "@tributary/core/plan";
import type { Cancellation } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";
import type { Engine } from "@tributary/training";
import { chooseEngine, engineNames, evaluateModel, predict as predictLabels } from "@tributary/training";

import type { DataFormat } from "../readers/data-format.ts";
import { readData } from "../readers/read-data.ts";
import { readInputs } from "../readers/read-inputs.ts";
import type { FlagKind, Flags } from "./arguments.ts";
import { oneOf, parseFlags, required } from "./arguments.ts";
import { dataFlags, dataFormatOf } from "./data-flags.ts";
import { readExportedModel } from "./exported-model.ts";
import type { ExportedModel } from "./exported-model.ts";
import { metricsTable } from "./metrics-table.ts";
import type { Output } from "./reporters.ts";

const evaluateFlags = {
  model: "text",
  data: "text",
  engine: "text",
  json: "switch",
  ...dataFlags,
} as const satisfies Record<string, FlagKind>;

/** `tributary-client evaluate`: the metrics of an exported model on labelled data. */
export async function evaluate(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
): Promise<number> {
  const flags = parseFlags(args, evaluateFlags);
  const { plan, data: examples, ...model } = await load(flags, readData);
  const metrics = await withEngine(flags.engine, async (engine) => {
    const evaluation = await evaluateModel(engine, plan, model, examples, signal);
    return metricsOf(evaluation, plan.labels);
  });
  if (metrics === undefined) throw new UserError("There was no example to score.");
  output.write(flags.json ? `${JSON.stringify(metrics)}\n` : metricsTable(metrics));
  return 0;
}

/** `tributary-client predict`: what an exported model says of each example, labelled or not, in the order of the data. */
export async function predict(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
): Promise<number> {
  const flags = parseFlags(args, evaluateFlags);
  const { plan, data, ...model } = await load(flags, readInputs);
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
  return 0;
}

async function load<Data>(
  flags: Flags<typeof evaluateFlags>,
  read: (path: string, plan: Plan, format: DataFormat) => Promise<Data>,
): Promise<ExportedModel & { readonly data: Data }> {
  const path = required("model", flags.model);
  const data = required("data", flags.data);
  const format = dataFormatOf(flags);
  const model = await readExportedModel(path);
  return { ...model, data: await read(data, model.plan, format) };
}

async function withEngine<Value>(
  name: string | undefined,
  use: (engine: Engine) => Promise<Value>,
): Promise<Value> {
  const requested = name === undefined ? undefined : oneOf("engine", name, engineNames);
  const { engine } = await chooseEngine(requested === undefined ? {} : { requested });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}
