import { largest, logSumExp } from "@tributary/core/metrics";
import { checkBase } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Evaluation, Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import { checkExamples, prepareExamples } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import { tokenizerOf } from "./encoder.ts";
import type { Assets } from "./encoder.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { networkOf, uploadFrozen, weightsOf } from "./networks/index.ts";
import { eachLogits, scorePrepared } from "./score.ts";
import type { Scorer } from "./score.ts";

/** What of a plan decides how examples are scored. */
export type ScoringPlan = FamilyPlan & { readonly training: Pick<Plan["training"], "batchSize"> };

/** A whole model (see core's mergeModel) and what came with it. */
export interface WholeModel {
  readonly tensors: NamedArrays;
  /** Text by file name, such as `tokenizer.json`. */
  readonly assets: Assets;
}

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

async function withModel<Value>(
  tf: TensorFlow,
  plan: ScoringPlan,
  { tensors }: WholeModel,
  use: (scorer: Scorer) => Promise<Value>,
): Promise<Value> {
  const checked = checkBase(plan, tensors);
  if (!checked.ok)
    throw new UserError(
      `the model does not fit the plan: ${checked.error.map(({ message }) => message).join("; ")}`,
    );
  const frozen = uploadFrozen(tf, plan, checked.value, new Set());
  try {
    return await use({ network: networkOf(tf, plan), weights: weightsOf(tf, plan, frozen) });
  } finally {
    frozen.dispose();
  }
}

function predictionOf(logits: Float32Array): Prediction {
  const total = logSumExp(logits);
  return { label: largest(logits), probabilities: logits.map((logit) => Math.exp(logit - total)) };
}
