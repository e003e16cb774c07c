import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import type { Weights } from "./weights.ts";

/** A batch of images or features on the engine. */
export interface ValuesBatch {
  readonly kind: "values";
  readonly count: number;
  /** [count, values of an example]; an image as height x width x channels, row by row. */
  readonly input: Tensor2D;
  readonly targets: Targets;
}

/** A batch of texts on the engine, each padded at its end to the same length. */
export interface TokensBatch {
  readonly kind: "tokens";
  readonly count: number;
  readonly length: number;
  /** [count, length], int32. */
  readonly ids: Tensor2D;
  /** [count, length]: 1 for a token, 0 for padding. */
  readonly mask: Tensor2D;
  readonly targets: Targets;
}

/** What a network is to say of a batch. */
export type Targets =
  | {
      readonly kind: "labels";
      /** [count], int32. */
      readonly labels: Tensor1D;
      /** What training does to the input of the head; scoring leaves it as it is. */
      readonly dropped: (x: Tensor2D) => Tensor2D;
    }
  | {
      readonly kind: "tokens";
      /** Places in [count x length] whose next token counts, int32. */
      readonly places: Tensor1D;
      /** The tokens that come there, int32. */
      readonly next: Tensor1D;
    };

export type EngineBatch = ValuesBatch | TokensBatch;

/**
 * A stem, a block or what gathers the blocks' output: from the hidden state (none for the stem) to the next. The first
 * dimension is that of the batch, or of its tokens row by row.
 */
export type Stage = (weights: Weights, x: Tensor | undefined, batch: EngineBatch) => Tensor;

/**
 * A network as stages over named tensors, so that training may go through it block by block. Each reads the weights that
 * core's table of its family says, and no others.
 */
export type Network = Classifier | LanguageModel;

interface Staged {
  readonly stages: readonly Stage[];
  /** What the head makes of the last stage's state: [count, labels], or [places, vocabulary]. */
  logits(weights: Weights, x: Tensor, batch: EngineBatch): Tensor2D;
  /** The mean cross-entropy, in nats, over the labels or tokens of the batch. */
  loss(weights: Weights, x: Tensor, batch: EngineBatch): Scalar;
}

export interface Classifier extends Staged {
  readonly predicts: "labels";
}

export interface LanguageModel extends Staged {
  readonly predicts: "tokens";
  /** The cross-entropy of each token that counts, [places]; without a gradient. */
  losses(weights: Weights, x: Tensor, batch: EngineBatch): Tensor1D;
}

/** @throws RangeError unless the batch is of text. */
export function tokensOf(batch: EngineBatch): TokensBatch {
  if (batch.kind !== "tokens") throw new RangeError("the network reads text");
  return batch;
}

/** @throws RangeError unless the batch is of numbers. */
export function valuesOf(batch: EngineBatch): ValuesBatch {
  if (batch.kind !== "values") throw new RangeError("the network reads numbers");
  return batch;
}

/** What of a plan's input says how an image lies in a row of values. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** A batch's images. @throws RangeError unless the batch is of numbers. */
export function imagesOf(
  tf: TensorFlow,
  batch: EngineBatch,
  { width, height, channels }: ImageShape,
): Tensor4D {
  const { count, input } = valuesOf(batch);
  return tf.reshape(input, [count, height, width, channels]);
}

/** The hidden state, which every stage but the stem has, as rows. @throws RangeError if it is none */
export function rows(x: Tensor | undefined): Tensor2D {
  if (x?.rank !== 2) throw new RangeError(`the stage reads rows, and got ${shapeOf(x)}`);
  return x as Tensor2D;
}

/** The hidden state as images. @throws RangeError if it is none */
export function maps(x: Tensor | undefined): Tensor4D {
  if (x?.rank !== 4) throw new RangeError(`the stage reads feature maps, and got ${shapeOf(x)}`);
  return x as Tensor4D;
}

function shapeOf(x: Tensor | undefined): string {
  return x === undefined ? "nothing" : `[${x.shape.join(", ")}]`;
}
