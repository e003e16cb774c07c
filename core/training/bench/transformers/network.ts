// Transformers' geometries with random weights and LoRA on the query and value projections, written once over the
// operations that are compared.
import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TapeLoss, TapeStage } from "../../src/blockwise.ts";
import type { TensorFlow } from "../../src/engine/index.ts";
import type { Operations } from "./operations.ts";

export interface Geometry {
  readonly name: string;
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly inner: number;
  readonly batch: number;
  readonly length: number;
  /** Where the norms stand: after the residual sums, as in BERT, or before what they feed. */
  readonly norms: "post" | "pre";
  /** Classes of a head on the mean of a sequence, or the vocabulary of a tied head over all tokens but the last. */
  readonly head: { readonly classes: number } | { readonly vocabulary: number };
}

export const geometries: readonly Geometry[] = [
  {
    name: "MiniLM-L6, 8 x 64 tokens",
    layers: 6,
    width: 384,
    heads: 12,
    inner: 1536,
    batch: 8,
    length: 64,
    norms: "post",
    head: { classes: 2 },
  },
  {
    name: "ViT-Ti, 8 x 197 tokens",
    layers: 12,
    width: 192,
    heads: 3,
    inner: 768,
    batch: 8,
    length: 197,
    norms: "pre",
    head: { classes: 10 },
  },
  {
    name: "GPT-2 small, 1 x 128 tokens",
    layers: 12,
    width: 768,
    heads: 12,
    inner: 3072,
    batch: 1,
    length: 128,
    norms: "pre",
    head: { vocabulary: 50_257 },
  },
];

export interface Network {
  readonly trained: readonly Tensor[];
  /** The network by one set of operations; it computes on this network's tensors. */
  stagesBy(operations: Operations): { readonly stages: readonly TapeStage[]; readonly loss: TapeLoss };
  dispose(): void;
}

const rank = 8;

export function randomNetwork(tf: TensorFlow, geometry: Geometry): Network {
  const { layers, width, heads, inner, batch, length, norms, head } = geometry;
  const all: Tensor[] = [];
  const keep = <T extends Tensor>(tensor: T): T => {
    all.push(tensor);
    return tensor;
  };
  const random = (shape: [number, number]): Tensor2D =>
    keep(tf.randomNormal(shape, 0, 0.02, "float32", all.length + 1));
  const vector = (size: number, value: number): Tensor1D => keep(tf.mul(tf.ones([size]), value));
  const linear = (inputs: number, outputs: number) => ({
    kernel: random([inputs, outputs]),
    bias: vector(outputs, 0.01),
  });
  const norm = () => ({ gamma: vector(width, 1), beta: vector(width, 0) });

  const trained: Tensor[] = [];
  const train = (tensor: Tensor): number => trained.push(tensor) - 1;
  const adapter = (): readonly [number, number] => [
    train(random([rank, width])),
    train(random([width, rank])),
  ];
  const blocks = Array.from({ length: layers }, () => ({
    query: { ...linear(width, width), adapter: adapter() },
    key: linear(width, width),
    value: { ...linear(width, width), adapter: adapter() },
    output: linear(width, width),
    up: linear(width, inner),
    down: linear(inner, width),
    first: norm(),
    second: norm(),
  }));
  const rows = batch * length;
  const embedded = random([rows, width]);
  const classifier =
    "classes" in head
      ? { weight: train(random([head.classes, width])), targets: tf.range(0, batch, 1, "int32") }
      : {
          table: random([head.vocabulary, width]),
          targets: tf.range(0, rows - batch, 1, "int32"),
          final: norm(),
        };
  keep(classifier.targets);

  return {
    trained,
    stagesBy(operations) {
      const adapted = (
        x: Tensor2D,
        of: (typeof blocks)[number]["query"],
        given: readonly Tensor[],
      ): Tensor2D => {
        const [a, b] = of.adapter.map((index) => given[index] as Tensor2D);
        const change = tf.matMul<Tensor2D>(tf.matMul(x, a!, false, true), b!, false, true);
        return tf.add(operations.linear(x, of.kernel, of.bias), tf.mul(change, 2));
      };
      const stem: TapeStage = { reads: [], run: () => tf.clone(embedded) };
      const stages = blocks.map((block): TapeStage => ({
        reads: [...block.query.adapter, ...block.value.adapter],
        run: (given, input) => {
          const x = input as Tensor2D;
          const attend = (y: Tensor2D): Tensor2D => {
            const mixed = operations.attention(
              adapted(y, block.query, given),
              operations.linear(y, block.key.kernel, block.key.bias),
              adapted(y, block.value, given),
              { heads, batch, causal: "vocabulary" in head },
            );
            return operations.linear(mixed, block.output.kernel, block.output.bias);
          };
          const feed = (y: Tensor2D): Tensor2D => {
            const up = operations.linear(y, block.up.kernel, block.up.bias);
            const active = "vocabulary" in head ? operations.geluNew(up) : operations.gelu(up);
            return operations.linear(active, block.down.kernel, block.down.bias);
          };
          if (norms === "post") {
            const middle = operations.layerNorm(tf.add<Tensor2D>(x, attend(x)), block.first);
            return operations.layerNorm(tf.add<Tensor2D>(middle, feed(middle)), block.second);
          }
          const middle = tf.add<Tensor2D>(x, attend(operations.layerNorm(x, block.first)));
          return tf.add(middle, feed(operations.layerNorm(middle, block.second)));
        },
      }));
      const loss: TapeLoss = {
        reads: "weight" in classifier ? [classifier.weight] : [],
        run: (given, input): Scalar => {
          const x = input as Tensor2D;
          if ("weight" in classifier) {
            const pooled: Tensor2D = tf.mean(tf.reshape(x, [batch, length, width]), 1);
            const logits = tf.matMul<Tensor2D>(pooled, given[classifier.weight] as Tensor2D, false, true);
            const targets: Tensor1D = tf.mod(classifier.targets, tf.scalar(logits.shape[1], "int32"));
            return operations.crossEntropy(logits, targets);
          }
          const hidden = operations.layerNorm(x, classifier.final);
          const predicting = tf.slice(hidden, [0, 0], [rows - batch, width]);
          return operations.tiedCrossEntropy(predicting, classifier.table, classifier.targets);
        },
      };
      return { stages: [stem, ...stages], loss };
    },
    dispose: () => tf.dispose(all),
  };
}
