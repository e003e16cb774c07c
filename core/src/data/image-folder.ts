import type { NumericExample } from "../participant/index.ts";
import type { DataPlan } from "../plan/index.ts";
import { imageValues, labelReader } from "../records/index.ts";
import type { ImageInput } from "../records/index.ts";
import { UserError } from "../support/index.ts";

import type { DataFormat } from "../records/index.ts";
import { endingOf } from "./data-files.ts";
import type { DataFiles } from "./data-files.ts";

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
  files: DataFiles,
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
      throw new UserError(
        `${files.join(root, folder)}: a folder's name is its images' label; ${label.error}.`,
      );
    for (const { values } of await readImagesIn(files, files.join(root, folder), input))
      examples.push({ values, label: label.value });
  }
  if (examples.length === 0)
    throw new UserError(`${root} holds no image: the folders of its labels are empty.`);
  return examples;
}

/** The images of a folder that holds nothing else, in the order of their names. @throws UserError naming the file at fault */
export async function readImagesIn(
  files: DataFiles,
  folder: string,
  input: ImageInput,
): Promise<readonly { readonly name: string; readonly values: Float32Array }[]> {
  const { files: names, folders } = await files.entriesOf(folder);
  if (folders[0] !== undefined)
    throw new UserError(`${files.join(folder, folders[0])} is a folder; expected images only in ${folder}.`);
  const images: { readonly name: string; readonly values: Float32Array }[] = [];
  for (const name of names) {
    const path = files.join(folder, name);
    if (!isImage(name)) throw new UserError(`${path} is no image; expected .png, .jpg or .jpeg.`);
    images.push({ name, values: imageValues(await files.readImage(path), input) });
  }
  return images;
}
