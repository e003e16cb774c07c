import { join } from "node:path";

import type { NumericExample } from "@tributary/core/participant";
import type { DataPlan } from "@tributary/core/plan";
import { imageValues, labelReader } from "@tributary/core/records";
import type { ImageInput } from "@tributary/core/records";
import { UserError } from "@tributary/core/support";

import type { DataFormat } from "@tributary/core/records";
import { readImage } from "./decode-image.ts";
import { entriesOf } from "./folder.ts";
import { endingOf } from "./read-records.ts";

const imageEndings: ReadonlySet<string> = new Set(["png", "jpg", "jpeg"]);

/** Whether a file's name says that it holds an image. */
export function isImage(path: string): boolean {
  return imageEndings.has(endingOf(path));
}

/** The plan's input, which must be an image for `root` to be of use. @throws UserError */
export function imageInput({ input }: DataPlan, root: string): ImageInput {
  if (input.kind === "image") return input;
  throw new UserError(
    `${root} holds images, but the plan's input is ${input.kind}; give a CSV, TSV or JSONL file.`,
  );
}

/** Examples of a folder that has one folder of images per label. @throws UserError naming the folder or file at fault */
export async function readImageFolder(
  root: string,
  labels: readonly string[],
  plan: DataPlan,
  { labelMap }: DataFormat,
): Promise<readonly NumericExample[]> {
  const input = imageInput(plan, root);
  const labelOf = labelReader(plan.labels, labelMap);
  const examples: NumericExample[] = [];
  for (const folder of labels) {
    const label = labelOf(folder);
    if (!label.ok)
      throw new UserError(`${join(root, folder)}: a folder's name is its images' label; ${label.error}.`);
    for (const { values } of await readImagesIn(join(root, folder), input))
      examples.push({ values, label: label.value });
  }
  if (examples.length === 0)
    throw new UserError(`${root} holds no image: the folders of its labels are empty.`);
  return examples;
}

/** The images of a folder that holds nothing else, in the order of their names. @throws UserError naming the file at fault */
export async function readImagesIn(
  folder: string,
  input: ImageInput,
): Promise<readonly { readonly name: string; readonly values: Float32Array }[]> {
  const { files, folders } = await entriesOf(folder);
  if (folders[0] !== undefined)
    throw new UserError(`${join(folder, folders[0])} is a folder; expected images only in ${folder}.`);
  const images: { readonly name: string; readonly values: Float32Array }[] = [];
  for (const name of files) {
    const path = join(folder, name);
    if (!isImage(name)) throw new UserError(`${path} is no image; expected .png, .jpg or .jpeg.`);
    images.push({ name, values: imageValues(await readImage(path), input) });
  }
  return images;
}
