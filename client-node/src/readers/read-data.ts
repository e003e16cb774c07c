import type { Example } from "@tributary/core/participant";
import type { DataPlan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";

import { checkExample } from "./check-example.ts";
import type { DataFormat } from "@tributary/core/records";
import { readImageFolder } from "./image-folder.ts";
import { readPath } from "./read-path.ts";
import { tableEndings } from "./read-records.ts";
import { readTable } from "./read-table.ts";
import { readTextFile, textEndings } from "./read-texts.ts";

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
  if (typeof source !== "string") return collect(source, plan);
  const { input } = plan;
  if (input.kind === "text") {
    return readPath<Example>(source, {
      endings: textEndings,
      expected: "",
      table: (path) => readTextFile(path, plan, input, format),
      images: async () => undefined,
    });
  }
  return readPath<Example>(source, {
    endings: tableEndings,
    expected: "a folder of images for each label",
    table: (path) => readTable(path, plan, format),
    images: async (path, { folders }) =>
      folders.length === 0 ? undefined : readImageFolder(path, folders, plan, format),
  });
}

async function collect(
  source: Iterable<Example> | AsyncIterable<Example>,
  plan: DataPlan,
): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for await (const example of source) {
    const problem = checkExample(example, plan);
    if (problem !== undefined)
      throw new UserError(`example ${examples.length} of the data given ${problem}.`);
    examples.push(example);
  }
  if (examples.length === 0) throw new UserError("The data given hold no example.");
  return examples;
}
