import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import type { NamedArray } from "../../tensor/index.ts";
import { concat } from "../../support/index.ts";
import { elementCount, readValues } from "../../tensor/index.ts";
import type { ManifestWeight, ModelJson } from "./model-json.ts";

/** Of an optimiser's values, F32 and whole numbers alike, which TF.js saves after those of the model. */
const optimizerWidth = 4;

const widths = { float32: 4, uint8: 1, uint16: 2, float16: 2 } as const;

/**
 * Every weight of a model.json as F32, by name, in the manifest's order. What was quantised is expanded as TF.js does it
 * (tf.io.decodeWeights), to the bit.
 */
export function decodeWeights(
  { weightsManifest }: ModelJson,
  files: ReadonlyMap<string, Uint8Array>,
): Result<ReadonlyMap<string, NamedArray>, string> {
  const arrays = new Map<string, NamedArray>();
  for (const { paths, weights } of weightsManifest) {
    const parts: Uint8Array[] = [];
    for (const path of paths) {
      const part = files.get(path);
      if (part === undefined) return err(`${path} is missing, where model.json places weights`);
      parts.push(part);
    }
    const [only, ...others] = parts;
    const bytes = only !== undefined && others.length === 0 ? only : concat(...parts);
    let offset = 0;
    for (const weight of weights) {
      const { name, shape } = weight;
      if (arrays.has(name)) return err(`weight ${name} comes twice in model.json`);
      const fault = storageFault(weight);
      if (fault !== undefined) return err(`weight ${name} ${fault}`);
      const size = elementCount(shape) * (ofModel(weight) ? widths[storedAs(weight)] : optimizerWidth);
      if (!(offset + size <= bytes.length)) {
        return err(
          `${paths.join(", ")}: ${bytes.length} bytes, but weight ${name} ends at ${offset + size}; fetch the files again`,
        );
      }
      if (ofModel(weight)) {
        arrays.set(name, { shape, data: expanded(weight, bytes.subarray(offset, offset + size)) });
      }
      offset += size;
    }
    if (offset !== bytes.length) {
      return err(
        `${paths.join(", ")}: ${bytes.length} bytes, but the weights in model.json take ${offset}; they are not of one model`,
      );
    }
  }
  return ok(arrays);
}

function storedAs({ quantization }: ManifestWeight): keyof typeof widths {
  return quantization?.dtype ?? "float32";
}

function ofModel({ group }: ManifestWeight): boolean {
  return group !== "optimizer";
}

/** What in its storage is not read; completes "weight NAME ...". */
function storageFault(weight: ManifestWeight): string | undefined {
  const { dtype, quantization } = weight;
  if (!ofModel(weight) && dtype === "int32" && quantization === undefined) return undefined;
  if (dtype !== "float32") return `has dtype ${JSON.stringify(dtype)}, expected float32`;
  if (quantization === undefined || quantization.dtype === "float16") return undefined;
  if (quantization.min !== undefined && quantization.scale !== undefined) return undefined;
  return `is quantised to ${quantization.dtype} without min and scale`;
}

function expanded(weight: ManifestWeight, bytes: Uint8Array): Float32Array {
  const data = new Float32Array(elementCount(weight.shape));
  const stored = storedAs(weight);
  const { min = 0, scale = 1 } = weight.quantization ?? {};
  switch (stored) {
    case "float32":
      readValues(data, "F32", bytes);
      return data;
    case "float16":
      readValues(data, "F16", bytes);
      return data;
    // In double precision, rounded once, as TF.js computes it.
    case "uint8":
      for (let i = 0; i < data.length; i++) data[i] = bytes[i]! * scale + min;
      return data;
    case "uint16":
      for (let i = 0; i < data.length; i++)
        data[i] = (bytes[2 * i]! | (bytes[2 * i + 1]! << 8)) * scale + min;
      return data;
    default:
      return stored satisfies never;
  }
}
