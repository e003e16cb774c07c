import { checkedExamples, readData as readFiles } from "@tributary/core/data";
import type { Example } from "@tributary/core/participant";
import type { DataPlan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";

import { nodeFiles } from "./files.ts";

/** A file or folder, or the examples themselves. */
export type DataSource = string | Iterable<Example> | AsyncIterable<Example>;

/**
 * This client's examples: of a CSV, TSV or JSONL file, or of plain text for a language model; of a folder of such files; of
 * a folder that has a folder of PNG or JPEG images per label; or those that are given.
 * @throws UserError naming the file, line and column at fault, and what to do
 */
export async function readData(
  source: DataSource,
  plan: DataPlan,
  format: DataFormat = {},
): Promise<readonly Example[]> {
  return typeof source === "string"
    ? readFiles(nodeFiles, source, plan, format)
    : checkedExamples(source, plan);
}
