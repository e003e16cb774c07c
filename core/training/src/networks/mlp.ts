import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { rows, valuesOf } from "./network.ts";
import type { Network, Stage } from "./network.ts";

/** `mlp` of core's model/families/mlp.ts. */
export function mlp(tf: TensorFlow, layers: readonly number[]): Network {
  const stages = layers.map(
    (_, index): Stage =>
      (weights, x, batch) =>
        tf.relu(weights.linear(index === 0 ? valuesOf(batch).input : rows(x), `fc${index + 1}`)),
  );
  const asItCame: Stage = (_weights, _x, batch) => valuesOf(batch).input;
  return classifier(tf, stages.length === 0 ? [asItCame] : stages, (weights, x) => weights.linear(x, "head"));
}
