import { inferPlan } from "@tributary/core/data";
import { inspectExamples } from "@tributary/core/inspection";
import type { Distribution, Inspection } from "@tributary/core/inspection";
import type { DataPlan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";
import type { Cancellation } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";

import { nodeFiles } from "../readers/files.ts";
import { readData } from "../readers/read-data.ts";
import type { FlagKind, Flags } from "./arguments.ts";
import { parseFlags, required, UsageError } from "./arguments.ts";
import { dataFlags, dataFormatOf } from "./data-flags.ts";
import { planInFile, planOfTask, tokenizerIn } from "./data-plan.ts";
import type { Output } from "./reporters.ts";

const inspectFlags = {
  data: "text",
  plan: "text",
  coordinator: "text",
  task: "text",
  "tls-ca": "text",
  model: "text",
  json: "switch",
  ...dataFlags,
} as const satisfies Record<string, FlagKind>;

/** `tributary-client inspect`: what a task would see of data, and what may be amiss with them. Nothing leaves this process. */
export async function inspect(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
): Promise<number> {
  const flags = parseFlags(args, inspectFlags);
  const path = required("data", flags.data);
  const format = dataFormatOf(flags);
  if (flags.plan !== undefined && flags.coordinator !== undefined)
    throw new UsageError("--plan and --coordinator both name a plan; give one of them.");
  const named = await namedPlan(flags, signal);
  const plan = named ?? (await inferredPlan(path, format));
  const tokenizer = flags.model === undefined ? undefined : await tokenizerIn(flags.model);
  const found = inspectExamples(await readData(path, plan, format), plan, tokenizer);
  if (flags.json) {
    const { input, labels } = plan;
    output.write(`${JSON.stringify({ ...found, plan: { named: named !== undefined, input, labels } })}\n`);
  } else {
    output.write(report(found, plan, named !== undefined));
  }
  return 0;
}

async function namedPlan(
  { plan, coordinator, task, "tls-ca": caFile }: Flags<typeof inspectFlags>,
  signal: Cancellation,
): Promise<DataPlan | undefined> {
  if (plan !== undefined) return planInFile(plan);
  return coordinator === undefined ? undefined : planOfTask(coordinator, { task, caFile }, signal);
}

async function inferredPlan(path: string, format: DataFormat): Promise<DataPlan> {
  try {
    return await inferPlan(nodeFiles, path, format);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const advice =
      "The data were taken for texts, since no plan was named; name one with --plan or --coordinator.";
    throw new UserError(`${error.message}\n${advice}`, { cause: error });
  }
}

function report(found: Inspection, plan: DataPlan, named: boolean): string {
  const { exampleCount, perLabel, characters, tokens, duplicates, contradictions, first, warnings } = found;
  const percent = (count: number): string => `${((100 * count) / exampleCount).toFixed(1)} %`;
  const width = Math.max(10, ...perLabel.map(({ label }) => label.length));
  const line = (name: string, words: string): string => `${name.padEnd(width)}  ${words}`;
  const lines = [
    line("examples", String(exampleCount)),
    ...perLabel.map(({ label, count }) => line(label, `${count} (${percent(count)})`)),
  ];
  if (characters !== undefined) lines.push(line("characters", spread(characters)));
  if (tokens !== undefined) {
    const most = plan.input.kind === "text" ? plan.input.maximumTokens : 0;
    lines.push(
      line("tokens", `${spread(tokens)}; ${tokens.tooLong} (${percent(tokens.tooLong)}) above ${most}`),
    );
  }
  lines.push(line("copies", `${duplicates} (${percent(duplicates)})`));
  if (perLabel.length > 0) lines.push(line("conflicts", `${contradictions} (${percent(contradictions)})`));
  lines.push("", ...first.map(({ label, shown }) => (label === undefined ? shown : line(label, shown))));
  if (!named) lines.push("", `No plan was named; one for these data would say:`, ...planWords(plan));
  if (warnings.length > 0) lines.push("", ...warnings.map((warning) => `Warning: ${warning}`));
  return `${lines.join("\n")}\n`;
}

function spread({ least, median, percentile95, greatest }: Distribution): string {
  return `${least} to ${greatest}, median ${median}, 95 % up to ${percentile95}`;
}

/** JSON is YAML, and keeps a label such as `no` from being read as something else. */
function planWords({ labels, input }: DataPlan): readonly string[] {
  return [
    `  labels: [${labels.map((label) => JSON.stringify(label)).join(", ")}]`,
    `  input: { kind: ${input.kind} }`,
  ];
}
