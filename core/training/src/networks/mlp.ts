import type { TensorFlow } from "../engine/index.ts";
import type { Network } from "./network.ts";

/** `mlp` of core's model/mlp.ts. */
export function mlp(tf: TensorFlow, hidden: readonly number[]): Network {
  return (weights, batch, dropped) => {
    let x = batch;
    for (const index of hidden.keys()) x = tf.relu(weights.linear(x, `fc${index + 1}`));
    return weights.linear(dropped(x), "head");
  };
}
