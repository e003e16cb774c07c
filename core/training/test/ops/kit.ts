import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";

import { draw } from "@tributary/core/support";
import type { TensorFlow } from "../../src/engine/index.ts";
import { tensorOf } from "../engine/backends.ts";
import type { Numbers, Operation } from "../engine/backends.ts";
import { randomOf } from "../kit.ts";
import { slopesOf } from "../reference/ops.ts";

/** Single-precision numbers in -size .. size, the same at each run. */
export function spread(shape: readonly number[], name: string, size = 1): Numbers {
  const { uniform } = draw(randomOf(name));
  const count = shape.reduce((product, extent) => product * extent, 1);
  return { shape, data: Array.from({ length: count }, () => Math.fround(size * (2 * uniform() - 1))) };
}

/** Whole numbers below `classes`. */
export function labels(count: number, classes: number, name: string): number[] {
  const { integer } = draw(randomOf(name));
  return Array.from({ length: count }, () => integer(classes));
}

export interface Differentiated {
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

/** An operation's value, and the gradients of sum(value * dy); no tensor or buffer may be left, with a tape or without. */
export function differentiate(
  tf: TensorFlow,
  operation: Operation,
  inputs: readonly Numbers[],
  dy: readonly number[],
): Differentiated {
  const before = tf.memory();
  const ids = tf.backend().numDataIds();
  const value = tf.tidy(() =>
    Array.from(
      operation(
        tf,
        inputs.map((input) => tensorOf(tf, input)),
      ).dataSync(),
    ),
  );
  const gradients = tf.tidy(() => {
    const loss = (...tensors: Tensor[]): Tensor => {
      const y = operation(tf, tensors);
      return tf.sum(tf.mul(y, tf.tensor([...dy], y.shape)));
    };
    const grads = tf.grads(loss)(inputs.map((input) => tensorOf(tf, input)));
    return grads.map((gradient) => Array.from(gradient.dataSync()));
  });
  const after = tf.memory();
  expect(after.numTensors).to.equal(before.numTensors);
  expect(after.numDataBuffers).to.equal(before.numDataBuffers);
  // Those that a kernel makes for itself are not in tf.memory.
  expect(tf.backend().numDataIds()).to.equal(ids);
  return { value, gradients };
}

/** That the operation's value and gradients are the reference's, to `tolerance` of the largest of each. */
export function agreesWith(
  tf: TensorFlow,
  operation: Operation,
  inputs: readonly Numbers[],
  reference: (inputs: readonly Float64Array[]) => readonly number[],
  tolerance: number,
): void {
  const values = inputs.map(({ data }) => data);
  const wanted = reference(values.map((value) => Float64Array.from(value)));
  const dy = spread([wanted.length], "dy").data;
  const { value, gradients } = differentiate(tf, operation, inputs, dy);
  isNear(value, wanted, tolerance);
  for (const [which, gradient] of gradients.entries()) {
    isNear(gradient, slopesOf(reference, values, which, dy), tolerance);
  }
}

/** That two ways to compute the same agree in value and gradients. */
export function agreesWithOperation(
  tf: TensorFlow,
  operation: Operation,
  plain: Operation,
  inputs: readonly Numbers[],
  tolerance: number,
): void {
  const size = tf.tidy(
    () =>
      plain(
        tf,
        inputs.map((input) => tensorOf(tf, input)),
      ).size,
  );
  const dy = spread([size], "dy").data;
  const ours = differentiate(tf, operation, inputs, dy);
  const theirs = differentiate(tf, plain, inputs, dy);
  isNear(ours.value, theirs.value, tolerance);
  for (const [i, gradient] of ours.gradients.entries()) isNear(gradient, theirs.gradients[i]!, tolerance);
}

export function isNear(actual: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(actual.length).to.equal(wanted.length);
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).to.be.greaterThan(0);
  const furthest = wanted.reduce((most, value, i) => {
    const apart = Math.abs(value - actual[i]!);
    // NaN is never the greater of two.
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
  expect(furthest).to.be.at.most(tolerance * largest);
}
