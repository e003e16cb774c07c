import { join } from "node:path";

import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { imageValues, labelReader } from "@tributary/core/records";
import { UserError } from "@tributary/core/support";

import type { DataFormat } from "./data-format.ts";
import { readImage } from "./decode-image.ts";
import { entriesOf } from "./folder.ts";
import { endingOf } from "./read-table.ts";

const imageEndings: ReadonlySet<string> = new Set(["png", "jpg", "jpeg"]);

/** Examples of a folder that has one folder of images per label. @throws UserError naming the folder or file at fault */
export async function readImageFolder(
  root: string,
  labels: readonly string[],
  plan: Plan,
  { labelMap }: DataFormat,
): Promise<readonly Example[]> {
  const { input } = plan;
  if (input.kind !== "image") {
    throw new UserError(
      `${root} holds folders of images, but the plan's input is features; give a CSV, TSV or JSONL file.`,
    );
  }
  const labelOf = labelReader(plan.labels, labelMap);
  const examples: Example[] = [];
  for (const folder of labels) {
    const label = labelOf(folder);
    if (!label.ok)
      throw new UserError(`${join(root, folder)}: a folder's name is its images' label; ${label.error}.`);
    const { files, folders } = await entriesOf(join(root, folder));
    if (folders[0] !== undefined) {
      throw new UserError(
        `${join(root, folder, folders[0])} is a folder; expected images only in the folder of a label.`,
      );
    }
    for (const name of files) {
      const path = join(root, folder, name);
      if (!imageEndings.has(endingOf(name)))
        throw new UserError(`${path} is no image; expected .png, .jpg or .jpeg.`);
      examples.push({ values: imageValues(await readImage(path), input), label: label.value });
    }
  }
  if (examples.length === 0)
    throw new UserError(`${root} holds no image: the folders of its labels are empty.`);
  return examples;
}
