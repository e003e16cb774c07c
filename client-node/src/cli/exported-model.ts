import { checkBase } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { UserError, utf8 } from "@tributary/core/support";
import { decodeSafetensors, trustedLimits } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";

import { readBytes } from "../readers/read-text.ts";

/** Where an exported model keeps the plan that it was made by: canonical JSON. */
const planMetadataKey = "tributary.plan";

export interface ExportedModel {
  readonly plan: Plan;
  /** Every tensor of the family. */
  readonly tensors: NamedArrays;
  /** What came with the model: text by file name. */
  readonly assets: ReadonlyMap<string, string>;
}

/** A whole model as `tributary-coordinator export` writes it. @throws UserError naming the file */
export async function readExportedModel(path: string): Promise<ExportedModel> {
  const file = decodeSafetensors(await readBytes(path), trustedLimits);
  if (!file.ok) throw new UserError(`${path} cannot be read as safetensors: ${file.error}.`);
  const text = file.value.metadata.get(planMetadataKey);
  if (text === undefined) {
    throw new UserError(
      `${path} does not say by which plan it was made (metadata ${planMetadataKey}); ` +
        "make the file with: tributary-coordinator export --out FILE.safetensors, without --adapter.",
    );
  }
  const plan = decodePlan(utf8(text));
  if (!plan.ok) throw new UserError(`${path}: ${plan.error} (metadata ${planMetadataKey}).`);
  const whole = checkBase(plan.value, file.value.arrays);
  if (!whole.ok) {
    const problems = whole.error.map(({ message }) => message).join("; ");
    throw new UserError(`${path} is no whole model of its own plan: ${problems}.`);
  }
  return { plan: plan.value, tensors: whole.value, assets: file.value.metadata };
}
