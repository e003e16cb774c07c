import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { fieldsOf } from "../config/fields.ts";
import { isPlainName } from "../shards.ts";

// model.json of TF.js (https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts, ModelJSON): a
// topology, and groups of weights, each of which lies end to end in the bytes of its files.

const quantization = z.object({
  dtype: z.enum(["uint8", "uint16", "float16"]),
  min: z.number().optional(),
  scale: z.number().optional(),
});

const weight = z.object({
  name: z.string().min(1).max(1_000),
  shape: z.array(z.int().min(0)).max(8),
  dtype: z.string(),
  /** `optimizer`: no weight of the model, but of what trained it. */
  group: z.string().optional(),
  quantization: quantization.optional(),
});

const group = z.object({ paths: z.array(z.string()).min(1), weights: z.array(weight) });

const modelJson = z.object({
  format: z.string().optional(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(group).min(1),
});

export type ModelJson = z.output<typeof modelJson>;
export type ManifestWeight = z.output<typeof weight>;

/** The text of model.json, its files' names safe to join to its folder. A graph model is refused with what to do. */
export function parseModelJson(text: string): Result<ModelJson, string> {
  const read = fieldsOf(modelJson, text, "model.json");
  if (!read.ok) return read;
  const { format, modelTopology, weightsManifest } = read.value;
  if (format === "graph-model" || Object.hasOwn(modelTopology, "node")) {
    return err(
      "model.json is a TF.js graph model, whose weights are constants that cannot be trained; " +
        "export it as a layers model with: tensorflowjs_converter --input_format keras MODEL.h5 FOLDER",
    );
  }
  for (const path of weightsManifest.flatMap(({ paths }) => paths)) {
    if (!path.split("/").every(isPlainName)) {
      return err(`model.json places weights in ${JSON.stringify(path)}, expected a file in its folder`);
    }
  }
  return read;
}

/** The files that hold the weights of a model.json, in order. */
export function weightFilesOf(text: string): Result<readonly string[], string> {
  const read = parseModelJson(text);
  return read.ok ? ok(read.value.weightsManifest.flatMap(({ paths }) => paths)) : read;
}
