import { canonicalJson } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import { largestHalf, safetensorsPieces } from "@tributary/core/tensor";
import { UserError } from "@tributary/core/support";

import type { WeightsDtype } from "./hugging-face-config.ts";
import type { TrainedModel } from "./trained-model.ts";

/** What a file holds beside its tensors. */
export interface Besides {
  /** Texts that lie in no file of the same folder. */
  readonly assets?: ReadonlyMap<string, string>;
  readonly counts?: Readonly<Record<string, number>>;
}

/**
 * A safetensors file that says from what it was made, so that `tributary-client` can use it.
 * @throws UserError if a value has no place in F16
 */
export function weightsFile(
  { plan, round, base }: TrainedModel,
  arrays: NamedArrays,
  dtype: WeightsDtype,
  { assets = new Map(), counts = {} }: Besides = {},
): Iterable<Uint8Array> {
  if (dtype === "F16") requireHalves(arrays);
  const metadata = {
    ...Object.fromEntries(assets),
    format: "pt",
    task: plan.task,
    round: String(round),
    base: base.digest,
    "tributary.plan": canonicalJson(plan),
  };
  return safetensorsPieces(arrays, { dtype, metadata, counts });
}

function requireHalves(arrays: NamedArrays): void {
  for (const [name, { data }] of arrays) {
    const wide = data.find((value) => Math.abs(value) > largestHalf);
    if (wide === undefined) continue;
    throw new UserError(
      `Tensor ${name} has the value ${wide}, and F16 ends at ${largestHalf}; export with --dtype BF16 or F32.`,
    );
  }
}
