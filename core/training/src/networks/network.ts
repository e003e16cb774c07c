import type { Tensor2D } from "@tensorflow/tfjs";

import type { Weights } from "./weights.ts";

/**
 * A network is a function over named tensors: a batch of examples, each laid out as Example says, to logits
 * [batch, labels]. `dropped` is applied to the input of the head.
 */
export type Network = (weights: Weights, batch: Tensor2D, dropped: (x: Tensor2D) => Tensor2D) => Tensor2D;
