import { z } from "zod";

import type { DeepReadonly } from "../../support/index.ts";
import type { Input } from "../../plan/input.ts";
import type { FamilyDefinition, FamilyProblem, TensorKind, TensorSpec, TensorStart } from "../family.ts";
import { inputSize } from "../input-size.ts";
import { outputsFor } from "../layers/topology.ts";
import { lastPart, moduleOf } from "../layers/weights.ts";
import { isAdaptable } from "../modules.ts";

const side = z
  .int()
  .min(1)
  .max(2 ** 24);

export const layersSchema = z.strictObject({
  family: z.literal("layers"),
  /** SHA-256 of the base's model.json, which says what the layers compute. */
  topology: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("64 hex digits"),
  /** Of one example; null where a side may be any. */
  inputShape: z.array(side.nullable()).min(1).max(4),
  /** What makes probabilities of the outputs; `none`: they are logits. One sigmoid tells two labels apart. */
  activation: z.enum(["softmax", "sigmoid", "none"]),
  /** In the order of the layers. */
  weights: z
    .array(
      z.strictObject({
        /** As in TF.js's manifest of weights: `dense_1/kernel`. */
        name: z
          .string()
          .regex(/^[A-Za-z0-9][-A-Za-z0-9._/]*$/)
          .max(1_000),
        /** As in the base; the last side of the head's is the number of its outputs, whatever the plan's labels. */
        shape: z.array(side).max(8),
        kind: z.enum(["conv1d", "kernel", "depthwise", "embedding", "norm", "bias", "statistic"]),
        /** The part of the network that reads it, from 0; the head's is the last. */
        stage: z.int().min(0).max(4_096),
        /** Whether it belongs to the last layer that computes with weights, or to what follows. */
        head: z.boolean(),
      }),
    )
    .min(1)
    .max(10_000),
});

type LayersModel = DeepReadonly<z.output<typeof layersSchema>>;
type Weight = LayersModel["weights"][number];

/**
 * `layers`: any TF.js LayersModel that ends in one output a label (core/src/model/layers says which), under the names of its own
 * manifest. Normalisations keep their statistics; what the model drops by chance while it trains is not dropped.
 * With another number of labels than its outputs, its head is new.
 */
export const layers: FamilyDefinition<z.output<typeof layersSchema>> = {
  predicts: "labels",
  transformers: () => undefined,
  problem: (model, input) => weightsProblem(model) ?? inputProblem(model, input),
  describe(model, _, labels) {
    const outputs = outputsFor(model.activation, labels);
    const tensors = model.weights.map((weight) => specOf(weight, outputs));
    const last = lastStage(model);
    return {
      tensors,
      adapted: tensors.filter((spec) => isAdaptable(spec) && !spec.head).map(({ module }) => module),
      stages: last + 1,
      lastBlock: last - 1,
    };
  },
};

function specOf({ name, shape, kind, stage, head }: Weight, outputs: number): TensorSpec {
  return {
    name,
    module: moduleOf(name),
    shape: head ? [...shape.slice(0, -1), outputs] : shape,
    kind,
    head,
    start: startOf(name, kind),
    stages: [stage],
  };
}

function startOf(name: string, kind: TensorKind): TensorStart {
  switch (kind) {
    case "bias":
      return "zeros";
    case "norm":
      return "ones";
    case "statistic":
      return lastPart(name) === "moving_mean" ? "zeros" : "ones";
    case "embedding":
      return "small";
    case "linear":
    case "conv1d":
    case "conv":
    case "kernel":
    case "depthwise":
      return "linear";
    default:
      return kind satisfies never;
  }
}

function lastStage({ weights }: LayersModel): number {
  return weights.reduce((last, { stage }) => Math.max(last, stage), 0);
}

/** A plan that was made from a model's folder has none of these. */
function weightsProblem(model: LayersModel): FamilyProblem | undefined {
  const last = lastStage(model);
  const names = new Set<string>();
  const modules = new Set<string>();
  for (const [index, { name, shape, kind, stage, head }] of model.weights.entries()) {
    const at = (key: keyof Weight, message: string): FamilyProblem => ({
      path: ["model", "weights", index, key],
      message,
    });
    if (names.has(name)) return at("name", `${name} is there already`);
    names.add(name);
    if (isAdaptable({ kind })) {
      const module = moduleOf(name);
      if (modules.has(module)) return at("name", `${module} has a weight to adapt already`);
      modules.add(module);
    }
    const sides = leastSides[kind];
    if (shape.length < sides)
      return at("shape", `expected at least ${sides} sides of a ${kind}, got ${shape.length}`);
    if (head && (stage !== last || last === 0)) {
      return at("stage", `expected the last, after the first, since it is of the head, got ${stage}`);
    }
  }
  if (model.weights.some(({ kind, head }) => head && isAdaptable({ kind }))) return undefined;
  return { path: ["model", "weights"], message: "expected a head with a kernel, got none" };
}

const leastSides: Readonly<Record<Weight["kind"], number>> = {
  conv1d: 2,
  kernel: 3,
  depthwise: 3,
  embedding: 2,
  norm: 1,
  bias: 1,
  statistic: 1,
};

function inputProblem({ inputShape }: LayersModel, input: Input): FamilyProblem | undefined {
  const shape = `[${inputShape.map((side) => side ?? "any").join(", ")}]`;
  if (input.kind === "text") {
    const message = `expected image or features, since the network reads numbers of shape ${shape}, got text`;
    return { path: ["input", "kind"], message };
  }
  if (shapeFor(inputShape, input) !== undefined) return undefined;
  if (input.kind === "features") {
    const message = `expected as many as fill the shape ${shape} that the network reads, got ${input.size}`;
    return { path: ["input", "size"], message };
  }
  const { height, width, channels } = input;
  const message =
    `expected images of the shape ${shape} that the network reads, ` +
    `got height x width x channels ${height} x ${width} x ${channels}`;
  return { path: ["input", "height"], message };
}

/** How the plan's examples enter a network that reads this shape; undefined if they cannot. */
export function shapeFor(
  inputShape: readonly (number | null)[],
  input: Input,
): readonly number[] | undefined {
  if (input.kind === "image" && inputShape.length === 3) {
    const image = [input.height, input.width, input.channels];
    return image.every((side, axis) => (inputShape[axis] ?? side) === side) ? image : undefined;
  }
  const size = inputSize(input);
  const known = inputShape.reduce<number>((product, side) => product * (side ?? 1), 1);
  const anySide = size / known;
  const open = inputShape.filter((side) => side === null).length;
  if (open === 0 ? anySide !== 1 : open > 1 || !Number.isInteger(anySide)) return undefined;
  // An image as it lies, row by row.
  if (input.kind === "image" && inputShape.length !== 1) return undefined;
  return inputShape.map((side) => side ?? anySide);
}
