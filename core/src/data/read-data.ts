import type { Example } from "../participant/index.ts";
import type { DataPlan } from "../plan/index.ts";
import { UserError } from "../support/index.ts";

import { checkExample } from "./check-example.ts";
import type { DataFiles } from "./data-files.ts";
import type { DataFormat } from "../records/index.ts";
import { readImageFolder } from "./image-folder.ts";
import { readPath } from "./read-path.ts";
import { tableEndings } from "./read-records.ts";
import { readTable } from "./read-table.ts";
import { readTextFile, textEndings } from "./read-texts.ts";

/**
 * A client's examples: of a CSV, TSV or JSONL file, or of plain text for a language model; of a folder of such files; or of
 * a folder that has a folder of PNG or JPEG images per label.
 * @throws UserError naming the file, line and column at fault, and what to do
 */
export async function readData(
  files: DataFiles,
  path: string,
  plan: DataPlan,
  format: DataFormat,
): Promise<readonly Example[]> {
  const { input } = plan;
  if (input.kind === "text") {
    return readPath<Example>(files, path, {
      endings: textEndings,
      expected: "",
      table: (path) => readTextFile(files, path, plan, input, format),
      images: async () => undefined,
    });
  }
  return readPath<Example>(files, path, {
    endings: tableEndings,
    expected: "a folder of images for each label",
    table: (path) => readTable(files, path, plan, format),
    images: async (path, { folders }) =>
      folders.length === 0 ? undefined : readImageFolder(files, path, folders, plan, format),
  });
}

/** Examples that a program gives. @throws UserError naming the first that does not fit the plan */
export async function checkedExamples(
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
