import { convolutionTensors, linearTensors } from "./family.ts";
import type { Family } from "./family.ts";

/** Side of the convolutions' kernels, in pixels. */
const kernelSide = 3;

export interface ImageCnnShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Channels of each convolution. */
  readonly filters: readonly number[];
  readonly hidden: number;
  readonly labels: number;
}

/** An image's side after so many poolings; each halves it and drops an odd last row, as PyTorch's MaxPool2d(2) does. */
export function pooledSide(side: number, poolings: number): number {
  return Math.floor(side / 2 ** poolings);
}

/**
 * `image-cnn`: for each of the filters a 3x3 convolution (padding 1), ReLU and 2x2 max-pooling; then the features,
 * flattened in the order channel, row, column (so that a PyTorch checkpoint made with `nn.Flatten` fits as it is);
 * `fc1` and ReLU; `head`.
 */
export function imageCnn({ width, height, channels, filters, hidden, labels }: ImageCnnShape): Family {
  const convolutions = filters.flatMap((outputs, index) =>
    convolutionTensors(`conv${index + 1}`, filters[index - 1] ?? channels, outputs, kernelSide),
  );
  const pixels = pooledSide(width, filters.length) * pooledSide(height, filters.length);
  const features = pixels * (filters.at(-1) ?? channels);
  return {
    tensors: [
      ...convolutions,
      ...linearTensors("fc1", features, hidden, { head: false }),
      ...linearTensors("head", hidden, labels, { head: true }),
    ],
    adapted: [...filters.map((_, index) => `conv${index + 1}`), "fc1"],
  };
}
