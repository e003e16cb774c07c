import { topologyFor } from "../graph/index.ts";
import type { Primitives } from "../identity/index.ts";
import type { Plan } from "../plan/index.ts";
import { metaWords } from "../ring/index.ts";
import { sessionContext } from "../secagg/index.ts";
import type { Session, VectorShape } from "../secagg/index.ts";
import type { Digest } from "../support/index.ts";
import type { Purpose, SecureDescriptor } from "./descriptor.ts";
import { updateShape } from "./update-shape.ts";

/** What is masked in a round: the coordinates of an update, and its meta lane. @throws RangeError if the plan's network is impossible. */
export function vectorShape(plan: Plan, purpose: Purpose): VectorShape {
  const { layout, profile, classes } = updateShape(plan, purpose);
  return { coordinates: layout.size, profile, metaWords: metaWords(classes) };
}

/**
 * The session of secure aggregation that a descriptor opens; both ends derive it from what was signed, so that they
 * agree or their masks do not cancel.
 * @param digest of the descriptor's payload
 */
export function secureSession(
  primitives: Primitives,
  plan: Plan,
  descriptor: SecureDescriptor,
  digest: Digest,
): Session {
  const { task, round, attempt, model, cohort } = descriptor;
  const key = { task, round, attempt };
  return {
    context: sessionContext(primitives, { key, model, plan: descriptor.plan, descriptor: digest }),
    rules: {
      minimum: cohort.minimum,
      maximum: cohort.maximum,
      minSurvivors: plan.cohort.minSurvivors,
      topologyOf: topologyFor,
      vector: vectorShape(plan, descriptor.purpose),
    },
  };
}
