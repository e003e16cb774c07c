import type { Scalar, Tensor } from "@tensorflow/tfjs";

import { throwIfCancelled } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import type { TensorFlow } from "./engine/index.ts";
import { pullBack } from "./gradients.ts";
import { nextTurn } from "./turns.ts";

/** A part of a network: a pure function of the stage before it and of the trained tensors that it names. */
export interface TapeStage {
  /** Indices into `trained` of the tensors that `run` reads: it has no gradient for others. */
  readonly reads: readonly number[];
  /** @param x what the stage before answered; undefined for the first. It is borrowed, as `trained` is. */
  run(trained: readonly Tensor[], x: Tensor | undefined): Tensor;
}

/** What follows the last stage. */
export interface TapeLoss {
  readonly reads: readonly number[];
  run(trained: readonly Tensor[], x: Tensor | undefined): Scalar;
}

export interface TapeResult {
  readonly loss: number;
  /** The gradient with respect to each trained tensor, end to end in their order; of tied uses, the sum. */
  readonly gradients: Float32Array;
}

export interface TapeOptions {
  readonly signal?: Cancellation | undefined;
}

export type Differentiate = (
  tf: TensorFlow,
  trained: readonly Tensor[],
  stages: readonly TapeStage[],
  loss: TapeLoss,
  options?: TapeOptions,
) => Promise<TapeResult>;

/**
 * Reverse mode stage by stage: the forward pass keeps only what enters each stage, and the backward pass runs each stage
 * again on a tape of its own, from the loss down to the lowest stage that reads a trained tensor. So memory is that of one
 * stage and of the stages' inputs, for one more forward pass of time. The event loop gets a turn between stages.
 *
 * TF.js cannot checkpoint inside one tape: a gradient within a customGrad's gradient ends the outer tape.
 *
 * Leaves no tensor behind, however it ends. @throws the signal's reason, if it is raised.
 */
export const blockwiseGradients: Differentiate = async (tf, trained, stages, loss, options = {}) => {
  const lowest = lowestTrained(stages);
  const vector = gradientVector(trained);
  const turn = async (): Promise<void> => {
    await nextTurn();
    throwIfCancelled(options.signal);
  };
  throwIfCancelled(options.signal);
  // What enters stage i, from the lowest trained stage on; the loss is the last.
  const entering: (Tensor | undefined)[] = [];
  let x: Tensor | undefined;
  let dy: Tensor | undefined;
  try {
    for (const [index, stage] of stages.entries()) {
      const y = ran(tf, stage, trained, x);
      if (index >= lowest) entering[index] = x;
      else x?.dispose();
      x = y;
      await turn();
    }
    entering[stages.length] = x;

    let value = NaN;
    for (let index = stages.length; index >= lowest; index--) {
      const stage = stages[index] ?? loss;
      const reads = [...new Set(stage.reads)];
      const input = entering[index];
      const wanted = index > lowest && input !== undefined ? [input] : [];
      const { packed, dx } = tf.tidy(() => {
        const sources = [...wanted, ...reads.map((read) => trained[read]!)];
        const pulled = pullBack(tf, () => stage.run(trained, input), sources, dy);
        const parts = pulled.gradients.slice(wanted.length);
        if (stage === loss) parts.push(pulled.value);
        return {
          packed: parts.length === 0 ? undefined : endToEnd(tf, parts),
          dx: wanted.length === 0 ? undefined : pulled.gradients[0],
        };
      });
      dispose(tf, [dy, input]);
      dy = dx;
      if (packed !== undefined) {
        const values = await readOnce(packed);
        const end = vector.add(reads, values);
        if (stage === loss) value = values[end]!;
      }
      await turn();
    }
    return { loss: value, gradients: vector.values };
  } finally {
    dispose(tf, [x, dy, ...entering]);
  }
};

/**
 * The same by one tape from the lowest stage that reads a trained tensor up: a third faster, and every intermediate of those
 * stages is kept.
 */
export const wholeTapeGradients: Differentiate = async (tf, trained, stages, loss, options = {}) => {
  throwIfCancelled(options.signal);
  const lowest = lowestTrained(stages);
  const vector = gradientVector(trained);
  const reads = [...new Set([...stages, loss].flatMap((stage) => stage.reads))];
  const packed = tf.tidy(() => {
    let entering: Tensor | undefined;
    for (const stage of stages.slice(0, lowest)) {
      const y = ran(tf, stage, trained, entering);
      entering?.dispose();
      entering = y;
    }
    const forward = (): Scalar => {
      let x = entering;
      for (const stage of stages.slice(lowest)) x = stage.run(trained, x);
      return loss.run(trained, x);
    };
    const sources = reads.map((read) => trained[read]!);
    const { value, gradients } = pullBack(tf, forward, sources, undefined);
    return endToEnd(tf, [...gradients, value]);
  });
  const values = await readOnce(packed);
  const end = vector.add(reads, values);
  return { loss: values[end]!, gradients: vector.values };
};

/** The number of stages where the loss alone reads one. */
function lowestTrained(stages: readonly TapeStage[]): number {
  const lowest = stages.findIndex(({ reads }) => reads.length > 0);
  return lowest < 0 ? stages.length : lowest;
}

/** What a stage answers, without a tape and without its intermediates. */
function ran(tf: TensorFlow, stage: TapeStage, trained: readonly Tensor[], x: Tensor | undefined): Tensor {
  return tf.tidy(() => tf.clone(stage.run(trained, x)));
}

/** The vector of all gradients, into which each stage's are added as they come: none waits on the engine. */
function gradientVector(trained: readonly Tensor[]): {
  readonly values: Float32Array;
  /** Adds the gradients of `reads`, which lie end to end at the start of `part`; answers where they end. */
  add(reads: readonly number[], part: Float32Array): number;
} {
  const offsets = [0];
  for (const { size } of trained) offsets.push(offsets.at(-1)! + size);
  const values = new Float32Array(offsets.at(-1)!);
  return {
    values,
    add(reads, part) {
      let from = 0;
      for (const read of reads) {
        const [start, end] = [offsets[read]!, offsets[read + 1]!];
        for (let i = start; i < end; i++, from++) values[i]! += part[from]!;
      }
      return from;
    },
  };
}

function endToEnd(tf: TensorFlow, tensors: readonly Tensor[]): Tensor {
  return tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));
}

function dispose(tf: TensorFlow, tensors: readonly (Tensor | undefined)[]): void {
  tf.dispose(tensors.filter((tensor) => tensor !== undefined));
}

async function readOnce(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}
