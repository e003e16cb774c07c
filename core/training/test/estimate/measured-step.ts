import type { NamedArrays } from "@tributary/core/tensor";
import { initialTrainables } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { fillBatch } from "../../src/batches/index.ts";
import type { PreparedExample } from "../../src/batches/index.ts";
import { blockwiseGradients, wholeTapeGradients } from "../../src/blockwise.ts";
import { uploadBatch } from "../../src/engine-batch.ts";
import type { TensorFlow } from "../../src/engine/index.ts";
import { lowestTrained } from "../../src/estimate/stage-costs.ts";
import type { StageCost } from "../../src/estimate/stage-costs.ts";
import { stepBytes } from "../../src/estimate/step-cost.ts";
import type { Method } from "../../src/estimate/step-cost.ts";
import { loadTask } from "../../src/local-task.ts";
import { uploadVector } from "../../src/networks/index.ts";
import type { LiveBytes } from "./live-bytes.ts";

/** A step as it was estimated and as it went. */
export interface MeasuredStep {
  readonly method: Method;
  readonly estimated: number;
  readonly peak: number;
  /** Bytes that are there after it and were not before. */
  readonly left: number;
}

export interface Step {
  readonly plan: Plan;
  readonly base: NamedArrays;
  readonly assets?: ReadonlyMap<string, string>;
  readonly examples: readonly PreparedExample[];
  readonly costs: readonly StageCost[];
}

/** Takes a step by either way back and watches what it holds on the engine. */
export async function measuredSteps(
  tf: TensorFlow,
  live: LiveBytes,
  { plan, base, assets = new Map(), examples, costs }: Step,
): Promise<readonly MeasuredStep[]> {
  const task = loadTask(tf, { plan, base, assets });
  const trained = uploadVector(tf, task.layout, initialTrainables(plan, base));
  const uploaded = uploadBatch(tf, fillBatch(plan, examples, [...examples.keys()]));
  const reach = { from: 0, lowest: lowestTrained(plan) };
  const steps: MeasuredStep[] = [];
  for (const [method, gradients] of [
    ["one-tape", wholeTapeGradients],
    ["block-wise", blockwiseGradients],
  ] as const) {
    const start = live.now();
    live.reset();
    const { stages, loss } = task.tape(uploaded.batch);
    await gradients(tf, trained, stages, loss);
    const estimated = stepBytes(costs, reach, method);
    steps.push({ method, estimated, peak: live.peak() - start, left: live.now() - start });
  }
  uploaded.dispose();
  tf.dispose(trained);
  task.dispose();
  return steps;
}
