import type { NumericExample, TextExample } from "../participant/index.ts";
import type { DataPlan } from "../plan/index.ts";
import { UserError } from "../support/index.ts";

import type { DataFormat } from "../records/index.ts";
import type { DataFiles } from "./data-files.ts";
import { imageInput, isImage, readImagesIn } from "./image-folder.ts";
import { readPath } from "./read-path.ts";
import { tableEndings } from "./read-records.ts";
import { readInputTable } from "./read-table.ts";
import { readBareTexts, textEndings } from "./read-texts.ts";

/** What a model is shown. */
export interface Input {
  /** As an example whose label is not known: 0 stands there. */
  readonly example: NumericExample | TextExample;
  /** An image's file, below the folder that was named. */
  readonly file?: string;
}

/**
 * What a path holds for a model to look at: a CSV, TSV or JSONL file, plain text whose paragraphs are to be told apart, a
 * folder of them, a folder of images, or one with a folder of images per label. Labels may be there; they are passed over.
 * @throws UserError naming the file, line and column at fault, and what to do
 */
export async function readInputs(
  files: DataFiles,
  path: string,
  plan: DataPlan,
  format: DataFormat,
): Promise<readonly Input[]> {
  if (plan.input.kind === "text") {
    return readPath<Input>(files, path, {
      endings: textEndings,
      expected: "",
      table: async (file) =>
        (await readBareTexts(files, file, plan, format)).map((text) => ({ example: { text, label: 0 } })),
      images: async () => undefined,
    });
  }
  const unlabelled = (values: Float32Array): NumericExample => ({ values, label: 0 });
  return readPath<Input>(files, path, {
    endings: tableEndings,
    expected: "images, or a folder of images for each label",
    table: async (table) =>
      (await readInputTable(files, table, plan, format)).map((values) => ({ example: unlabelled(values) })),
    async images(root, { files: names, folders }) {
      const image = names.find(isImage);
      if (image !== undefined && folders[0] !== undefined) {
        throw new UserError(
          `${root} holds both images (${image}) and folders (${folders[0]}); name the one that is meant.`,
        );
      }
      if (image === undefined && folders.length === 0) return undefined;
      const input = imageInput(plan, root);
      const inputs: Input[] = [];
      for (const folder of image === undefined ? folders : [""]) {
        for (const { name, values } of await readImagesIn(files, files.join(root, folder), input))
          inputs.push({ example: unlabelled(values), file: files.join(folder, name) });
      }
      if (inputs.length === 0) throw new UserError(`${root} holds no image: its folders are empty.`);
      return inputs;
    },
  });
}
