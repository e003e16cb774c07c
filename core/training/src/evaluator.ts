import { largest, logSumExp } from "@tributary/core/metrics";
import type { Evaluation, Example } from "@tributary/core/participant";
import type { Cancellation } from "@tributary/core/support";
import { checkExamples, prepareExamples } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import { tokenizerOf } from "./encoder.ts";
import type { Engine } from "./engine/index.ts";
import { eachLogits, scorePrepared } from "./score.ts";
import { withModel } from "./whole-model.ts";
import type { ScoringPlan, WholeModel } from "./whole-model.ts";

/** What a model says of one example. */
export interface Prediction {
  /** Index of the likeliest label; the first of them if several are. */
  readonly label: number;
  /** One per label, summing to 1. */
  readonly probabilities: Float32Array;
}

/**
 * Scores a whole model on all the examples.
 * @throws UserError if the model or an example does not fit the plan; the signal's reason if it is raised.
 */
export async function evaluateModel(
  engine: Engine,
  plan: ScoringPlan,
  model: WholeModel,
  examples: readonly Example[],
  signal?: Cancellation,
): Promise<Evaluation> {
  const prepared = prepare(plan, model, examples);
  return withModel(engine.tf, plan, model, (scorer) =>
    scorePrepared(engine.tf, plan, scorer, prepared, [...prepared.keys()], signal),
  );
}

/**
 * Scores a whole model on each of the examples by itself.
 * @throws UserError if the model or an example does not fit the plan; the signal's reason if it is raised.
 */
export async function evaluateEach(
  engine: Engine,
  plan: ScoringPlan,
  model: WholeModel,
  examples: readonly Example[],
  signal?: Cancellation,
): Promise<readonly Evaluation[]> {
  const prepared = examples.map((example) => prepare(plan, model, [example]));
  return withModel(engine.tf, plan, model, async (scorer) => {
    const evaluations: Evaluation[] = [];
    for (const own of prepared)
      evaluations.push(await scorePrepared(engine.tf, plan, scorer, own, [...own.keys()], signal));
    return evaluations;
  });
}

/**
 * What a whole model says of examples whose labels are not known (they are passed over).
 * @throws UserError if the model or an example does not fit the plan; the signal's reason if it is raised.
 */
export async function predict(
  engine: Engine,
  plan: ScoringPlan,
  model: WholeModel,
  examples: readonly Example[],
  signal?: Cancellation,
): Promise<readonly Prediction[]> {
  const prepared = prepare(plan, model, examples);
  const predictions: Prediction[] = [];
  await withModel(engine.tf, plan, model, (scorer) =>
    eachLogits(engine.tf, plan, scorer, prepared, [...prepared.keys()], signal, (logits, index) => {
      predictions[index] = predictionOf(logits);
    }),
  );
  return predictions;
}

function prepare(
  plan: ScoringPlan,
  { assets }: WholeModel,
  examples: readonly Example[],
): readonly PreparedExample[] {
  const prepared = prepareExamples(plan, tokenizerOf(plan, assets), examples);
  checkExamples(plan, prepared);
  return prepared;
}

function predictionOf(logits: Float32Array): Prediction {
  const total = logSumExp(logits);
  return { label: largest(logits), probabilities: logits.map((logit) => Math.exp(logit - total)) };
}
