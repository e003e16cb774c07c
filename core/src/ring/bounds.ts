import { trainingPlaces } from "../plan/cohort.ts";
import type { Plan } from "../plan/schema.ts";
import type { EncodingBounds } from "./profile.ts";

/** Share of updates that should pass unclipped, and how fast the bound follows (Andrew et al. 2021, section 2). */
const targetUnclipped = 0.9;
const clipLearningRate = 0.2;

/**
 * The bounds of a task's first round. `clip: auto` takes the optimiser's own: an Adam step moves no coordinate by
 * much more than the learning rate, an SGD step by no more than rate x gradient bound (10 where the plan clips none);
 * c is that times the most local steps, S is c sqrt(d).
 */
export function initialBounds(plan: Plan, parameterCount: number): EncodingBounds {
  const { training, aggregation, privacy, cohort } = plan;
  const steps = training.localEpochs * Math.ceil(aggregation.maximumExamples / training.batchSize);
  const perStep =
    training.optimizer === "adamw"
      ? training.learningRate
      : training.learningRate * (training.gradientClip > 0 ? training.gradientClip : 10);
  const reach = Math.min(1, perStep * steps);
  const clip = privacy.clip === "auto" ? reach * Math.sqrt(Math.max(1, parameterCount)) : privacy.clip;
  return {
    profile: privacy.encoding,
    clip,
    range: Math.min(reach, clip),
    participants: trainingPlaces(cohort),
  };
}

/** The bounds of the next round: `clip: auto` lets S follow the share of updates that were not clipped. */
export function nextBounds(plan: Plan, bounds: EncodingBounds, unclippedShare: number): EncodingBounds {
  if (plan.privacy.clip !== "auto") return bounds;
  const clip = bounds.clip * Math.exp(-clipLearningRate * (unclippedShare - targetUnclipped));
  return { ...bounds, clip, range: Math.min(bounds.range * (clip / bounds.clip), clip) };
}
