import { carriedAssets, fitBase } from "@tributary/core/checkpoint";
import type { ForeignModel } from "@tributary/core/checkpoint";
import { randomBase } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import type { Digest, Result } from "@tributary/core/support";
import { UserError, err, ok } from "@tributary/core/support";
import { decodeSafetensors, safetensorsPieces, trustedLimits } from "@tributary/core/tensor";
import type { BlobFolder } from "@tributary/node-platform";

/** The base model that a plan names, as it came; undefined where the plan says `base: random`. */
export type BaseModel = (ForeignModel & { readonly licence?: string | undefined }) | undefined;

/** A base of the bytes of one safetensors file. */
export function baseOfBytes(source: string, bytes: Uint8Array): Result<BaseModel, string> {
  const file = decodeSafetensors(bytes, trustedLimits);
  if (!file.ok) return err(`The base model ${source} cannot be read: ${file.error}.`);
  const { arrays, metadata } = file.value;
  return ok({
    source,
    tensors: new Map([...arrays].map(([name, { shape }]) => [name, { shape, dtype: "F32" }])),
    read: async (name) => arrays.get(name)!,
    assets: carriedAssets(metadata),
    licence: metadata.get(licenceKey),
  });
}

const licenceKey = "tributary.licence";

/** A base as it is published: one file, which can be made again and again, and what became of its tensors. */
export interface BaseFile {
  readonly pieces: () => Iterable<Uint8Array>;
  readonly notes: readonly string[];
}

/** The file of a base. Making its pieces throws a RangeError for a value that the plan's precision has no place for. */
export async function baseFile(plan: Plan, base: BaseModel): Promise<Result<BaseFile, string>> {
  const found = base === undefined ? ok({ arrays: randomBase(plan), notes: [] }) : await fitBase(plan, base);
  if (!found.ok) return found;
  const { arrays, notes } = found.value;
  const licence = base?.licence === undefined ? {} : { [licenceKey]: base.licence };
  const metadata = { ...Object.fromEntries(base?.assets ?? []), ...licence, format: "pt" };
  return ok({ pieces: () => safetensorsPieces(arrays, { dtype: plan.precision, metadata }), notes });
}

/**
 * Stores a base as clients download it: the tensors of the plan's network under its family's names, in the plan's
 * precision, with its texts in the metadata. So one model has one digest, whatever order and names its files have.
 */
export async function storeBase(
  blobs: BlobFolder,
  plan: Plan,
  base: BaseModel,
): Promise<Result<{ readonly digest: Digest; readonly notes: readonly string[] }, string>> {
  const file = await baseFile(plan, base);
  if (!file.ok) return file;
  const { pieces, notes } = file.value;
  try {
    return ok({ digest: (await blobs.put(pieces())).digest, notes });
  } catch (error) {
    // A value has no F16: the sentence names the tensor.
    if (error instanceof RangeError && base !== undefined)
      return err(`The base model ${base.source} cannot be published: ${error.message}.`);
    throw error;
  }
}

/** @throws UserError if it is an error */
export function required<Value>(result: Result<Value, string>): Value {
  if (result.ok) return result.value;
  throw new UserError(result.error);
}
