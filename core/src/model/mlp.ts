import { linearTensors } from "./family.ts";
import type { Family } from "./family.ts";

export interface MlpShape {
  readonly inputs: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly labels: number;
}

/**
 * `mlp`: `fc1`, `fc2`, ... each with a ReLU, then `head`; without hidden layers, softmax regression. An image goes in
 * as its values lie: height x width x channels, row by row.
 */
export function mlp({ inputs, hidden, labels }: MlpShape): Family {
  return {
    tensors: [
      ...hidden.flatMap((units, index) =>
        linearTensors(`fc${index + 1}`, hidden[index - 1] ?? inputs, units, { head: false }),
      ),
      ...linearTensors("head", hidden.at(-1) ?? inputs, labels, { head: true }),
    ],
    adapted: hidden.map((_, index) => `fc${index + 1}`),
  };
}
