import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { elementCount } from "../tensor/index.ts";
import type { FamilyPlan } from "./families/index.ts";
import { modelTensors } from "./tuning.ts";

// The small networks as a sequential layers model of TF.js: model.json's topology in Keras's JSON, and weights in TF.js's
// layouts under `<layer>/kernel` and `<layer>/bias`. Layers have the names of our modules; the outputs are logits.

/** A layers model whose weights lie beside its topology (checkpoint/layers writes the files). */
export interface LayersNetwork {
  /** model.json without the weights, as JSON. */
  readonly topology: string;
  readonly arrays: NamedArrays;
}

/** Whether the plan's network is one of those that asLayers writes. */
export function isSmallNetwork({ model }: Pick<FamilyPlan, "model">): boolean {
  return model.family === "image-cnn" || model.family === "mlp";
}

/**
 * @param tensors every tensor of the family (mergeModel)
 * @param metadata what model.userDefinedMetadata is once TF.js has loaded it
 * @throws RangeError unless isSmallNetwork
 */
export function asLayers(
  plan: FamilyPlan,
  tensors: NamedArrays,
  metadata: Readonly<Record<string, unknown>>,
): LayersNetwork {
  const layers = layersOf(plan);
  const modelTopology = {
    class_name: "Sequential",
    config: { name: plan.model.family, layers },
    keras_version: "tfjs-layers",
    backend: "tensor_flow.js",
  };
  return {
    topology: JSON.stringify({
      format: "layers-model",
      generatedBy: "Tributary",
      convertedBy: null,
      modelTopology,
      userDefinedMetadata: metadata,
    }),
    arrays: new Map(
      modelTensors(plan).map(({ name }) => {
        const array = tensors.get(name);
        if (array === undefined) throw new RangeError(`the model has no tensor ${name}`);
        return [layerWeight(name), permuted(array, toLayers(array.shape.length))];
      }),
    ),
  };
}

/** The tensors of the family from the arrays that asLayers made; those that are not there are left out. */
export function fromLayers(plan: FamilyPlan, arrays: NamedArrays): NamedArrays {
  return new Map(
    modelTensors(plan).flatMap(({ name }) => {
      const array = arrays.get(layerWeight(name));
      return array === undefined
        ? []
        : [[name, permuted(array, fromLayersOrder(array.shape.length))] as const];
    }),
  );
}

function layerWeight(name: string): string {
  return name.replace(/\.weight$/, "/kernel").replace(/\.bias$/, "/bias");
}

/** [out, in] becomes [in, out], [out, in, height, width] becomes [height, width, in, out]. */
function toLayers(rank: number): readonly number[] {
  return rank === 4 ? [2, 3, 1, 0] : rank === 2 ? [1, 0] : [0];
}

function fromLayersOrder(rank: number): readonly number[] {
  return rank === 4 ? [3, 2, 0, 1] : toLayers(rank);
}

function permuted({ shape, data }: NamedArray, order: readonly number[]): NamedArray {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const target = order.map((axis) => shape[axis] ?? 1);
  const result = new Float32Array(data.length);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const index = target.map(() => 0);
  let source = 0;
  for (let at = 0; at < result.length; at++) {
    result[at] = data[source]!;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      source += steps[axis]!;
      index[axis] = index[axis]! + 1;
      if (index[axis]! < target[axis]!) break;
      source -= steps[axis]! * target[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: target, data: result };
}

interface KerasLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

function layersOf(plan: FamilyPlan): readonly KerasLayer[] {
  const { model, input, labels } = plan;
  const head = dense("head", labels.length, "linear");
  switch (model.family) {
    case "image-cnn": {
      const blocks = model.filters.flatMap((filters, index) => [
        layer("Conv2D", `conv${index + 1}`, {
          filters,
          kernel_size: [3, 3],
          strides: [1, 1],
          padding: "same",
          data_format: "channels_last",
          activation: "relu",
          use_bias: true,
        }),
        layer("MaxPooling2D", `pool${index + 1}`, {
          pool_size: [2, 2],
          strides: [2, 2],
          padding: "valid",
          data_format: "channels_last",
        }),
      ]);
      // Ours flattens channel by channel, TF.js pixel by pixel.
      const flat = [layer("Permute", "channels", { dims: [3, 1, 2] }), layer("Flatten", "flat", {})];
      return withInput(plan, [...blocks, ...flat, dense("fc1", model.hidden, "relu"), head]);
    }
    case "mlp": {
      const hidden = model.hidden.map((units, index) => dense(`fc${index + 1}`, units, "relu"));
      const flat = input.kind === "image" ? [layer("Flatten", "flat", {})] : [];
      return withInput(plan, [...flat, ...hidden, head]);
    }
    default:
      throw new RangeError(`${model.family} is no small network`);
  }
}

function layer(className: string, name: string, config: Readonly<Record<string, unknown>>): KerasLayer {
  return { class_name: className, config: { name, trainable: true, ...config } };
}

function dense(name: string, units: number, activation: "relu" | "linear"): KerasLayer {
  return layer("Dense", name, { units, activation, use_bias: true });
}

function withInput({ input }: FamilyPlan, [first, ...rest]: readonly KerasLayer[]): readonly KerasLayer[] {
  if (first === undefined || input.kind === "text") throw new RangeError("a small network reads no text");
  const shape = input.kind === "image" ? [input.height, input.width, input.channels] : [input.size];
  const config = { ...first.config, batch_input_shape: [null, ...shape], dtype: "float32" };
  return [{ ...first, config }, ...rest];
}
