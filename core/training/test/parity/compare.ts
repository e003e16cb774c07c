import type { Tensor } from "@tensorflow/tfjs";

import { trainableLayout, trainables } from "@tributary/core/model";
import type { Trainable } from "@tributary/core/model";
import { elementCount, flatten, unflatten } from "@tributary/core/tensor";
import type { Layout, NamedArray, NamedArrays } from "@tributary/core/tensor";
import { fillBatch } from "../../src/batches/index.ts";
import type { Batch } from "../../src/batches/index.ts";
import { blockwiseGradients, wholeTapeGradients } from "../../src/blockwise.ts";
import type { TensorFlow } from "../../src/engine/index.ts";
import { uploadBatch } from "../../src/engine-batch.ts";
import { loadTask } from "../../src/local-task.ts";
import type { LocalTask } from "../../src/local-task.ts";
import { uploadVector } from "../../src/networks/index.ts";
import type { EngineBatch, Weights } from "../../src/networks/index.ts";
import type { Case } from "./cases.ts";
import { arrayOf, under } from "./checkpoint.ts";

/** How far an engine is from Python at worst. */
export interface Deviation {
  readonly logits: number;
  readonly loss: number;
  /** Of each trained tensor, by one tape and by one for each stage, relative to the gradient's largest value. */
  readonly gradients: readonly (readonly [name: string, deviation: number])[];
}

/** How far a case is on TF.js's current backend. */
export function deviation(tf: TensorFlow, given: Case): Promise<Deviation> {
  const { expected } = given;
  return onEngine(tf, given, async ({ task, batch, uploaded, trained, layout }) => {
    const { stages, loss } = task.tape(uploaded);
    const results = [
      await wholeTapeGradients(tf, trained, stages, loss),
      await blockwiseGradients(tf, trained, stages, loss),
    ];
    const gradients = inLayout(given, under("gradients.", expected));
    const logits = await logitsOf(tf, task, trained, uploaded);
    return {
      logits: farthest(logits, rowsOf(arrayOf(expected, "logits"), batch)),
      loss: farthest(
        results.map((result) => result.loss),
        results.map(() => arrayOf(expected, "loss").data[0]!),
      ),
      gradients: results.flatMap((result) => relative(unflatten(layout, result.gradients), gradients)),
    };
  });
}

/** The same of the logits alone. */
export function logitsDeviation(tf: TensorFlow, given: Case): Promise<number> {
  return onEngine(tf, given, async ({ task, batch, uploaded, trained }) =>
    farthest(await logitsOf(tf, task, trained, uploaded), rowsOf(arrayOf(given.expected, "logits"), batch)),
  );
}

/** The same of what the head reads. */
export function hiddenDeviation(tf: TensorFlow, given: Case, wanted: NamedArray): Promise<number> {
  return onEngine(tf, given, async ({ task, uploaded, trained }) => {
    const hidden = await read(tf.tidy(() => hiddenOf(task, task.view(trained), uploaded)));
    return farthest(hidden, wanted.data);
  });
}

interface OnEngine {
  readonly task: LocalTask;
  readonly batch: Batch;
  readonly uploaded: EngineBatch;
  readonly trained: readonly Tensor[];
  readonly layout: Layout;
}

async function onEngine<Value>(
  tf: TensorFlow,
  given: Case,
  use: (on: OnEngine) => Promise<Value>,
): Promise<Value> {
  const { plan, base, values, examples } = given;
  const layout = trainableLayout(plan);
  const task = loadTask(tf, { plan, base, assets: new Map() });
  const batch = fillBatch(plan, examples, [...examples.keys()]);
  const uploaded = uploadBatch(tf, batch);
  const trained = uploadVector(tf, layout, flatten(layout, inLayout(given, values ?? base)));
  try {
    return await use({ task, batch, uploaded: uploaded.batch, trained, layout });
  } finally {
    tf.dispose(trained);
    uploaded.dispose();
    task.dispose();
  }
}

function hiddenOf({ network }: LocalTask, weights: Weights, batch: EngineBatch): Tensor {
  let x: Tensor | undefined;
  for (const stage of network.stages) x = stage(weights, x, batch);
  return x!;
}

function logitsOf(
  tf: TensorFlow,
  task: LocalTask,
  trained: readonly Tensor[],
  batch: EngineBatch,
): Promise<Float32Array> {
  return read(
    tf.tidy(() => {
      const weights = task.view(trained);
      return task.network.logits(weights, hiddenOf(task, weights, batch), batch);
    }),
  );
}

/** Not at once, which WebGPU cannot in Node. */
async function read(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}

/** Arrays of a fixture that stand for what the plan trains, by our names. */
function inLayout({ plan, values }: Case, arrays: NamedArrays): NamedArrays {
  const keyOf = values === undefined ? ({ name }: Trainable) => name : peftKey;
  return new Map(
    trainables(plan).map((trainable) => [
      trainable.name,
      asOurs(trainable, arrayOf(arrays, keyOf(trainable))),
    ]),
  );
}

/** The key of a trained tensor in a file of PEFT's. */
function peftKey({ name, role }: Trainable): string {
  return `base_model.model.${name}${role === "tensor" ? "" : ".weight"}`;
}

/** PEFT's A and B of a convolution have four axes, ours are matrices of the same order. */
function asOurs({ name, shape }: Trainable, { shape: given, data }: NamedArray): NamedArray {
  if (elementCount(given) !== elementCount(shape))
    throw new Error(`${name} is [${shape.join(", ")}], the fixture's is [${given.join(", ")}]`);
  return { shape, data };
}

/** The logits that a network gives of a batch: all, or of a language model those whose next token counts. */
function rowsOf({ shape, data }: NamedArray, { targets, count }: Batch): readonly number[] {
  const width = shape.at(-1) ?? 1;
  const places = targets.kind === "tokens" ? targets.places : Array.from({ length: count }).keys();
  return [...places].flatMap((place) => [...data.subarray(place * width, (place + 1) * width)]);
}

/**
 * Each tensor's largest deviation by its own largest value. A gradient that is nothing but rounding (that of an attention
 * key's bias, which softmax does not see) is compared with a hundredth of the largest of all.
 */
function relative(actual: NamedArrays, wanted: NamedArrays): Deviation["gradients"] {
  const floor = Math.max(...[...wanted.values()].map(({ data }) => largest(data))) / 100;
  return [...wanted].map(([name, { data }]) => [
    name,
    farthest(arrayOf(actual, name).data, data) / Math.max(largest(data), floor),
  ]);
}

function largest(values: ArrayLike<number>): number {
  return farthest(values, new Float32Array(values.length));
}

function farthest(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (actual.length !== wanted.length)
    throw new Error(`${actual.length} values came, ${wanted.length} were expected`);
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    const distance = Math.abs(actual[i]! - wanted[i]!);
    // Not a maximum alone, which NaN would pass.
    if (!(distance <= most)) most = Number.isNaN(distance) ? Infinity : distance;
  }
  return most;
}
