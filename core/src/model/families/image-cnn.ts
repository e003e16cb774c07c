import { z } from "zod";

import { convolutionTensors, linearTensors } from "../family.ts";
import type { FamilyDefinition } from "../family.ts";

/** Side of the convolutions' kernels, in pixels. */
const kernelSide = 3;

export const imageCnnSchema = z.strictObject({
  family: z.literal("image-cnn"),
  /** Channels of the 3x3 convolutions; each is followed by ReLU and 2x2 max-pooling. */
  filters: z.array(z.int().min(1).max(1024)).min(1).max(6).default([16, 32]),
  /** Units of the fully connected layer before the head. */
  hidden: z.int().min(1).max(65_536).default(64),
});

/** An image's side after so many poolings; each halves it and drops an odd last row, as PyTorch's MaxPool2d(2) does. */
function pooledSide(side: number, poolings: number): number {
  return Math.floor(side / 2 ** poolings);
}

/**
 * `image-cnn`: for each of the filters a 3x3 convolution (padding 1), ReLU and 2x2 max-pooling; then the features,
 * flattened in the order channel, row, column (so that a PyTorch checkpoint made with `nn.Flatten` fits as it is);
 * `fc1` and ReLU; `head`.
 */
export const imageCnn: FamilyDefinition<z.output<typeof imageCnnSchema>> = {
  predicts: "labels",
  problem({ filters }, input) {
    if (input.kind !== "image") {
      const message =
        input.kind === "features"
          ? "expected mlp, which reads features, got image-cnn"
          : `expected a family that reads ${input.kind}, got image-cnn`;
      return { path: ["model", "family"], message };
    }
    const least = 2 ** filters.length;
    for (const side of ["width", "height"] as const) {
      if (input[side] >= least) continue;
      const message = `expected at least ${least}, which ${filters.length} poolings halve to one pixel, got ${input[side]}`;
      return { path: ["input", side], message };
    }
    return undefined;
  },
  describe({ filters, hidden }, input, labels) {
    if (input.kind !== "image") throw new RangeError("image-cnn reads images");
    const { width, height, channels } = input;
    const convolutions = filters.flatMap((outputs, index) =>
      convolutionTensors(`conv${index + 1}`, filters[index - 1] ?? channels, outputs, kernelSide, {
        stage: index,
      }),
    );
    const pixels = pooledSide(width, filters.length) * pooledSide(height, filters.length);
    const features = pixels * (filters.at(-1) ?? channels);
    return {
      tensors: [
        ...convolutions,
        ...linearTensors("fc1", features, hidden, { stage: filters.length, rectified: true }),
        ...linearTensors("head", hidden, labels, { stage: filters.length + 1, head: true }),
      ],
      adapted: [...filters.map((_, index) => `conv${index + 1}`), "fc1"],
      stages: filters.length + 2,
      lastBlock: filters.length,
    };
  },
  transformers: () => undefined,
};
