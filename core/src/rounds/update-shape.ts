import { trainableLayout } from "../model/index.ts";
import type { Plan } from "../plan/index.ts";
import type { UpdateShape } from "../ring/index.ts";
import { layoutOf } from "../tensor/index.ts";
import type { Purpose } from "./descriptor.ts";

/**
 * What the updates of a round hold. A round that only evaluates has no coordinates: its updates are a header and a
 * meta lane, with a weight of one unit. @throws RangeError if the plan's network is impossible.
 */
export function updateShape(plan: Plan, purpose: Purpose): UpdateShape {
  return {
    layout: purpose === "train" ? trainableLayout(plan) : layoutOf([]),
    profile: plan.privacy.encoding,
    classes: plan.labels.length,
  };
}
