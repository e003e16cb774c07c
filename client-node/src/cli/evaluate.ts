import { metricsOf } from "@tributary/core/metrics";
import type { Cancellation } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";
import { evaluateModel } from "@tributary/training";

import { readData } from "../readers/read-data.ts";
import { parseFlags, required } from "./arguments.ts";
import { metricsTable } from "./metrics-table.ts";
import type { Output } from "./reporters.ts";
import { dataOf, modelFlags, modelOf, withEngine } from "./use-model.ts";

/** `tributary-client evaluate`: the metrics of an exported model on labelled data. */
export async function evaluate(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
): Promise<number> {
  const flags = parseFlags(args, modelFlags);
  // What is missing on the command line is said before a large model is read.
  required("data", flags.data);
  const model = await modelOf(flags);
  const { plan } = model;
  const examples = await dataOf(flags, model, readData);
  const metrics = await withEngine(flags.engine, async (engine) => {
    const evaluation = await evaluateModel(engine, plan, model, examples, signal);
    return metricsOf(evaluation, plan.labels);
  });
  if (metrics === undefined) throw new UserError("There was no example to score.");
  output.write(flags.json ? `${JSON.stringify(metrics)}\n` : metricsTable(metrics));
  return 0;
}
