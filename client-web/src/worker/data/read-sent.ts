import { checkedExamples, readData } from "@tributary/core/data";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";

import type { SentData } from "../../messages.ts";
import { webFiles } from "./web-files.ts";

/** A person's examples. @throws UserError naming the file, line and column at fault, and what to do */
export function readSent(data: SentData, plan: Plan, format: DataFormat): Promise<readonly Example[]> {
  if (data.kind === "examples") return checkedExamples(data.examples, plan);
  const { tree, root } = webFiles(data.files);
  return readData(tree, root, plan, format);
}

/** How many examples there are of each of the plan's labels. */
export function countsOf(examples: readonly Example[], plan: Plan): readonly number[] {
  const counts = plan.labels.map(() => 0);
  for (const example of examples) {
    if ("label" in example && counts[example.label] !== undefined) counts[example.label]!++;
  }
  return counts;
}
