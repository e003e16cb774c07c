import type { Evaluation, Example, TrainerTask } from "@tributary/core/participant";
import type { Cancellation } from "@tributary/core/support";
import { checkExamples, prepareExamples } from "./batches/index.ts";
import { tokenizerOf } from "./encoder.ts";
import type { Engine } from "./engine/index.ts";
import { cacheFeatures } from "./feature-cache.ts";
import { loadTask } from "./local-task.ts";
import { uploadVector } from "./networks/index.ts";
import { scorePrepared } from "./score.ts";

/** Scores models of one task, one after the other, on the same examples. */
export interface Scorer {
  /** @param weights what travels, in the order of trainableLayout(plan); not kept */
  score(weights: Float32Array, signal?: Cancellation): Promise<Evaluation>;
  dispose(): void;
}

/**
 * What lies below all that the plan trains is computed once for all models. Everything is scored: nothing of the examples
 * is held back.
 * @throws UserError if the base or an example does not fit the plan; the signal's reason
 */
export async function createScorer(
  { tf }: Engine,
  task: TrainerTask,
  examples: readonly Example[],
  signal?: Cancellation,
): Promise<Scorer> {
  const { plan } = task;
  const prepared = prepareExamples(plan, tokenizerOf(plan, task.assets), examples);
  checkExamples(plan, prepared);
  const { network, layout, lowestTrained, kept, travels, view, dispose } = loadTask(tf, task);
  try {
    const features =
      lowestTrained === 0
        ? undefined
        : await cacheFeatures(tf, plan, { network, weights: view([]) }, lowestTrained, prepared, signal);
    return {
      async score(weights, signal) {
        const whole = new Float32Array(layout.size);
        whole.set(weights.subarray(0, travels));
        whole.set(kept, travels);
        const tensors = uploadVector(tf, layout, whole);
        try {
          const scorer = { network, weights: view(tensors), features };
          return await scorePrepared(tf, plan, scorer, prepared, [...prepared.keys()], signal);
        } finally {
          tf.dispose(tensors);
        }
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
