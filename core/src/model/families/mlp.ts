import { z } from "zod";

import { linearTensors } from "../family.ts";
import type { FamilyDefinition } from "../family.ts";
import { inputSize } from "../input-size.ts";

export const mlpSchema = z.strictObject({
  family: z.literal("mlp"),
  /** Units of each hidden layer (ReLU); none: softmax regression. */
  hidden: z.array(z.int().min(1).max(65_536)).max(16).default([]),
});

/**
 * `mlp`: `fc1`, `fc2`, ... each with a ReLU, then `head`; without hidden layers, softmax regression. An image goes in
 * as its values lie: height x width x channels, row by row.
 */
export const mlp: FamilyDefinition<z.output<typeof mlpSchema>> = {
  predicts: "labels",
  problem(_, input) {
    if (input.kind !== "text") return undefined;
    const message = "expected a family that reads text, such as bert, got mlp";
    return { path: ["model", "family"], message };
  },
  describe({ hidden }, input, labels) {
    const inputs = inputSize(input);
    return {
      tensors: [
        ...hidden.flatMap((units, index) =>
          linearTensors(`fc${index + 1}`, hidden[index - 1] ?? inputs, units, {
            stage: index,
            rectified: true,
          }),
        ),
        ...linearTensors("head", hidden.at(-1) ?? inputs, labels, {
          stage: Math.max(1, hidden.length),
          head: true,
        }),
      ],
      adapted: hidden.map((_, index) => `fc${index + 1}`),
      // Without hidden layers the stem passes its input on.
      stages: Math.max(1, hidden.length) + 1,
      lastBlock: Math.max(1, hidden.length) - 1,
    };
  },
  transformers: () => undefined,
};
