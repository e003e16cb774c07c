import { sealedBytes } from "@tributary/core/identity";
import { trainableLayout } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { initialBounds, payloadBytes } from "@tributary/core/ring";
import type { EncodingBounds } from "@tributary/core/ring";
import { vectorShape } from "@tributary/core/rounds";
import type { Purpose } from "@tributary/core/rounds";
import { vectorBytes } from "@tributary/core/secagg";
import type { Digest } from "@tributary/core/support";
import { layoutOf } from "@tributary/core/tensor";
import type { Layout } from "@tributary/core/tensor";
import type { BlobFolder } from "@tributary/node-platform";

import type { UpdateTerms } from "../aggregation/index.ts";
import { loadPayload } from "../blobs/index.ts";
import type { TaskFacts } from "../round/index.ts";

/** What follows from a task's plan; made once per task and process. */
export interface TaskTermsInFull {
  readonly plan: Plan;
  readonly planDigest: Digest;
  /** Canonical bytes. */
  readonly planPayload: Uint8Array;
  /** Tensors that are trained. */
  readonly layout: Layout;
  /** Bounds of the first round. */
  readonly firstBounds: EncodingBounds;
  /** Size of an update as it travels, sealed or masked; none may be larger. */
  readonly uploadLimitBytes: number;
}

/** No delta travels in a round that only evaluates. */
const noTensors: Layout = layoutOf([]);

export function termsOf(plan: Plan, planDigest: Digest, planPayload: Uint8Array): TaskTermsInFull {
  const layout = trainableLayout(plan);
  const shape = { layout, profile: plan.privacy.encoding, classes: plan.labels.length };
  return {
    plan,
    planDigest,
    planPayload,
    layout,
    firstBounds: initialBounds(plan, layout.size),
    uploadLimitBytes:
      plan.privacy.mode === "secure"
        ? vectorBytes(vectorShape(plan, "train"))
        : sealedBytes(payloadBytes(shape)),
  };
}

/** A task's terms from the plan that is stored. @throws Error if the blob is gone or is no plan */
export async function loadTerms(
  blobs: BlobFolder,
  { task, plan: digest }: TaskFacts,
): Promise<TaskTermsInFull> {
  const payload = await loadPayload(blobs, "plan", digest);
  const plan = decodePlan(payload);
  if (!plan.ok) throw new Error(`the stored plan of task ${task} cannot be read: ${plan.error}`);
  return termsOf(plan.value, digest, payload);
}

/** The bounds of a round whose clipping bound is `clip`: the range keeps its proportion to it. */
export function boundsOf({ firstBounds }: TaskTermsInFull, clip: number): EncodingBounds {
  return { ...firstBounds, clip, range: Math.min((firstBounds.range / firstBounds.clip) * clip, clip) };
}

/** What an update of such a round must be. */
export function updateTermsOf(terms: TaskTermsInFull, purpose: Purpose, clip: number): UpdateTerms {
  const { plan, layout } = terms;
  const evaluates = purpose === "evaluate";
  return {
    shape: {
      layout: evaluates ? noTensors : layout,
      profile: plan.privacy.encoding,
      classes: plan.labels.length,
    },
    bounds: boundsOf(terms, clip),
    uniform: plan.aggregation.weighting === "uniform" && !evaluates,
  };
}
