import { carriedAssets, matchTensors, nameTableOf } from "@tributary/core/checkpoint";
import type { AvailableTensor } from "@tributary/core/checkpoint";
import { checkBase, modelTensors, randomBase, startOf } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import type { Digest, Result } from "@tributary/core/support";
import { UserError, err, ok } from "@tributary/core/support";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { decodeSafetensors, safetensorsPieces, trustedLimits } from "@tributary/core/tensor";
import type { BlobFolder } from "@tributary/node-platform";

/** The base model that a plan names, as it came; undefined where the plan says `base: random`. */
export type BaseModel =
  | {
      /** Where it is from, for people. */
      readonly source: string;
      readonly tensors: ReadonlyMap<string, AvailableTensor>;
      read(name: string): Promise<NamedArray>;
      /** The texts that travel with its weights, by file name. */
      readonly assets: ReadonlyMap<string, string>;
      readonly licence?: string | undefined;
    }
  | undefined;

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
  });
}

/** What became of a base's tensors, for people: each a sentence without its end. */
export type BaseNotes = readonly string[];

/**
 * Stores a base as clients download it: the tensors of the plan's network under its family's names, in the plan's
 * precision, with its texts in the metadata. So one model has one digest, whatever order and names its files have.
 */
export async function storeBase(
  blobs: BlobFolder,
  plan: Plan,
  base: BaseModel,
): Promise<Result<{ readonly digest: Digest; readonly notes: BaseNotes }, string>> {
  const found = base === undefined ? ok({ arrays: randomBase(plan), notes: [] }) : await fitted(plan, base);
  if (!found.ok) return found;
  const { arrays, notes } = found.value;
  const licence = base?.licence === undefined ? {} : { "tributary.licence": base.licence };
  const metadata = { ...Object.fromEntries(base?.assets ?? []), ...licence, format: "pt" };
  try {
    const pieces = safetensorsPieces(arrays, { dtype: plan.precision, metadata });
    return ok({ digest: (await blobs.put(pieces)).digest, notes });
  } catch (error) {
    // A value has no F16: the sentence names the tensor.
    if (error instanceof RangeError && base !== undefined)
      return err(`The base model ${base.source} cannot be published: ${error.message}.`);
    throw error;
  }
}

async function fitted(
  plan: Plan,
  base: NonNullable<BaseModel>,
): Promise<Result<{ readonly arrays: NamedArrays; readonly notes: BaseNotes }, string>> {
  const wanted = modelTensors(plan);
  const match = matchTensors(nameTableOf(plan.model), wanted, base.tensors);
  if (!match.ok) return err(misfit(base.source, match.error));
  const { sources, fresh, ignored, unexpected } = match.value;
  const arrays = new Map<string, NamedArray>();
  for (const spec of wanted) {
    const source = sources.get(spec.name);
    arrays.set(spec.name, source === undefined ? startOf(spec, plan) : await base.read(source));
  }
  const checked = checkBase(plan, arrays);
  if (!checked.ok) {
    const problems = checked.error.map(({ message }) => message);
    return err(misfit(base.source, problems));
  }
  const notes = [
    ...fresh.map(({ name, why }) => `${name} is freshly initialised: ${why}`),
    ...listed("ignored, since the network has no use for them", ignored),
    ...listed("passed over, since the network does not know them", unexpected),
  ];
  return ok({ arrays: checked.value, notes });
}

function misfit(source: string, [first, ...more]: readonly string[]): string {
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `The base model ${source} does not fit the plan: ${first ?? "it was refused"}${others}.`;
}

function listed(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(", ");
  return [`${what}: ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`];
}

/** @throws UserError if it is an error */
export function required<Value>(result: Result<Value, string>): Value {
  if (result.ok) return result.value;
  throw new UserError(result.error);
}
