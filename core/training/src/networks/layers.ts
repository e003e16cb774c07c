import type { Tensor, Tensor2D } from "@tensorflow/tfjs";

import { modelTensors } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import type { TensorFlow } from "../engine/index.ts";
import { borrowingLayers } from "./borrowing-layers.ts";
import { endingInLabels } from "./classifier.ts";
import { valuesOf } from "./network.ts";
import type { Classifier, EngineBatch, Stage } from "./network.ts";
import { plannedLayers } from "./planned-layers.ts";
import type { LayersPlan } from "./planned-layers.ts";
import type { Weights } from "./weights.ts";

/**
 * `layers` of core's model/families/layers.ts: TF.js's own layers, stage by stage. Its logits are what its softmax or sigmoid
 * reads; a normalisation has its own statistics, and what the model drops by chance in training is not dropped: the plan's
 * dropout acts before its head, as everywhere.
 * @param assets what came with the base: its model.json
 * @throws UserError if that is not the plan's, or TF.js cannot compute it
 */
export function layersNetwork(
  tf: TensorFlow,
  plan: LayersPlan,
  assets: ReadonlyMap<string, string>,
): Classifier {
  const { model } = plan;
  const planned = plannedLayers(plan, assets);
  const { graph, ending, stages, inputShape: shape, outputs } = planned;
  const { nodes, outputShape } = borrowingLayers(tf, planned, shape, modelTensors(plan));
  if (outputShape.reduce<number>((product, side) => product * (side ?? NaN), 1) !== outputs) {
    throw new UserError(
      `the network's outputs have the shape [${outputShape.map((side) => side ?? "any").join(", ")}], expected ${outputs}`,
    );
  }

  const run = (
    stage: number,
    weights: Weights,
    x: Tensor | undefined,
    batch: EngineBatch,
    drop: (x: Tensor) => Tensor,
  ): Tensor => {
    const entering = x ?? tf.reshape(valuesOf(batch).input, [batch.count, ...shape]);
    const values = new Map<number, Tensor>();
    let output = entering;
    for (const node of stages[stage] ?? []) {
      // What enters a stage is all that comes from before it.
      const inputs = graph.nodes[node]!.inputs.map((from) => values.get(from) ?? entering);
      output = nodes[node]!(weights, node === ending.head ? inputs.map(drop) : inputs);
      values.set(node, output);
    }
    return output;
  };
  const body = stages.slice(0, -1).map(
    (_, stage): Stage =>
      (weights, x, batch) =>
        run(stage, weights, x, batch, (value) => value),
  );
  return endingInLabels(tf, body, (weights, x, batch) => {
    const output = run(body.length, weights, x, batch, (value) => dropChannels(tf, value, batch));
    const logits: Tensor2D = tf.reshape(output, [batch.count, outputs]);
    // The first label is what sigmoid finds improbable: softmax of (0, z) is (1 - sigmoid(z), sigmoid(z)).
    return model.activation === "sigmoid" && outputs === 1
      ? tf.concat2d([tf.zerosLike(logits), logits], 1)
      : logits;
  });
}

/** Dropout of whole channels, as training asks for it. */
function dropChannels(tf: TensorFlow, x: Tensor, { targets, count }: EngineBatch): Tensor {
  if (targets.kind !== "labels") return x;
  if (x.rank === 2) return targets.dropped(x as Tensor2D);
  const channels = x.shape.at(-1)!;
  const mask = targets.dropped(tf.ones([count, channels]));
  return tf.mul(x, tf.reshape(mask, [count, ...x.shape.slice(1, -1).map(() => 1), channels]));
}
