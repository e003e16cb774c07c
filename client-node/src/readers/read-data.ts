import { inputSize } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";

import type { DataFormat } from "./data-format.ts";
import { readImageFolder } from "./image-folder.ts";
import { readPath } from "./read-path.ts";
import { readTable } from "./read-table.ts";

/** A file or folder, or the examples themselves. */
export type DataSource = string | Iterable<Example> | AsyncIterable<Example>;

/**
 * This client's examples: of a CSV, TSV or JSONL file; of a folder of such files; of a folder that has a folder of PNG
 * or JPEG images per label; or those that are given.
 * @throws UserError naming the file, line and column at fault, and what to do
 */
export async function readData(
  source: DataSource,
  plan: Plan,
  format: DataFormat = {},
): Promise<readonly Example[]> {
  if (typeof source !== "string") return collect(source, plan);
  return readPath(source, {
    expected: "a folder of images for each label",
    table: (path) => readTable(path, plan, format),
    images: async (path, { folders }) =>
      folders.length === 0 ? undefined : readImageFolder(path, folders, plan, format),
  });
}

async function collect(
  source: Iterable<Example> | AsyncIterable<Example>,
  { input, labels }: Plan,
): Promise<readonly Example[]> {
  const size = inputSize(input);
  const examples: Example[] = [];
  for await (const example of source) {
    const at = `example ${examples.length} of the data given`;
    if (!("values" in example)) throw new UserError(`${at} is a text; the plan's input is ${input.kind}.`);
    const { values, label } = example;
    if (values.length !== size)
      throw new UserError(`${at} has ${values.length} values, the plan's input ${size}.`);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw new UserError(`${at} has ${values[odd]} at ${odd}; expected finite numbers.`);
    if (!Number.isInteger(label) || label < 0 || label >= labels.length) {
      throw new UserError(`${at} has the label ${label}; the plan's ${labels.length} labels count from 0.`);
    }
    examples.push(example);
  }
  if (examples.length === 0) throw new UserError("The data given hold no example.");
  return examples;
}
