import { checkBase } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import type { Assets } from "./encoder.ts";
import type { TensorFlow } from "./engine/index.ts";
import { networkOf, uploadFrozen, weightsOf } from "./networks/index.ts";
import type { Scorer } from "./score.ts";

/** What of a plan decides how examples are scored. */
export type ScoringPlan = FamilyPlan & { readonly training: Pick<Plan["training"], "batchSize"> };

/** A whole model (see core's mergeModel) and what came with it. */
export interface WholeModel {
  readonly tensors: NamedArrays;
  /** Text by file name, such as `tokenizer.json`. */
  readonly assets: Assets;
}

/** Does something with a model on the engine, which is freed. @throws UserError if it does not fit the plan */
export async function withModel<Value>(
  tf: TensorFlow,
  plan: FamilyPlan,
  { tensors, assets }: WholeModel,
  use: (scorer: Scorer) => Promise<Value>,
): Promise<Value> {
  const checked = checkBase(plan, tensors);
  if (!checked.ok)
    throw new UserError(
      `the model does not fit the plan: ${checked.error.map(({ message }) => message).join("; ")}`,
    );
  const frozen = uploadFrozen(tf, plan, checked.value, new Set());
  try {
    return await use({ network: networkOf(tf, plan, assets), weights: weightsOf(tf, plan, frozen) });
  } finally {
    frozen.dispose();
  }
}
