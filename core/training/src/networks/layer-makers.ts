import type { layers } from "@tensorflow/tfjs";

import type { Fields, LayerClass, LayerNode } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";

type Layer = layers.Layer;

/** A layer of TF.js's own as its file describes it, without values for its weights. @throws whatever TF.js finds wrong with it */
export function makeLayer(
  tf: TensorFlow,
  { name, className, config }: Pick<LayerNode, "name" | "className" | "config">,
): Layer {
  const wrapped = wrappedIn(config);
  const inner = wrapped === undefined ? {} : { layer: makeLayer(tf, wrapped) };
  const make: (config: never) => Layer = makers(tf)[className];
  // TF.js checks what a file says of a layer itself.
  return make({ ...argumentsOf(config), ...inner, ...fixed[className], name } as never);
}

/** The layer that a layer's configuration wraps. */
export function wrappedIn({ layer }: Fields): Pick<LayerNode, "name" | "className" | "config"> | undefined {
  if (!isFields(layer)) return undefined;
  const config = isFields(layer["config"]) ? layer["config"] : {};
  // core has checked it (layers/layer-fault.ts).
  return { name: String(config["name"]), className: layer["class_name"] as LayerClass, config };
}

const kernel = { kernelInitializer: "zeros" };
const recurrent = { ...kernel, recurrentInitializer: "zeros", unitForgetBias: false };

// A missing scale or shift has no gradient in TF.js 4.22, nor has what goes through it: one and zero stand for them.
const whole = { center: true, scale: true };

/** What is so whatever the file says. No value of a weight is used, so none is drawn. */
const fixed: { readonly [Name in LayerClass]?: Fields } = {
  Dense: kernel,
  Conv1D: kernel,
  Conv2D: kernel,
  Conv2DTranspose: kernel,
  DepthwiseConv2D: { depthwiseInitializer: "zeros" },
  SeparableConv2D: { depthwiseInitializer: "zeros", pointwiseInitializer: "zeros" },
  Embedding: { embeddingsInitializer: "zeros" },
  SimpleRNN: recurrent,
  GRU: recurrent,
  LSTM: recurrent,
  BatchNormalization: whole,
  LayerNormalization: whole,
};

/** What only TF.js's own training reads, and the shape, which comes with the input. */
const unused = /_initializer$|_regularizer$|_constraint$|^(?:batch_input_shape|dtype|trainable|layer)$/;

/** A layer's configuration under TF.js's names for Keras's. */
function argumentsOf(config: Fields): Fields {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => !unused.test(key))
      .map(([key, value]) => [camelCase(key), typeof value === "string" ? camelCase(value) : value]),
  );
}

function camelCase(text: string): string {
  return text.replace(/_+(\w|$)/g, (_, letter: string) => letter.toUpperCase());
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function makers({ layers }: TensorFlow) {
  return {
    Dense: layers.dense,
    Conv1D: layers.conv1d,
    Conv2D: layers.conv2d,
    Conv2DTranspose: layers.conv2dTranspose,
    DepthwiseConv2D: layers.depthwiseConv2d,
    SeparableConv2D: layers.separableConv2d,
    Embedding: layers.embedding,
    SimpleRNN: layers.simpleRNN,
    GRU: layers.gru,
    LSTM: layers.lstm,
    Bidirectional: layers.bidirectional,
    TimeDistributed: layers.timeDistributed,
    BatchNormalization: layers.batchNormalization,
    LayerNormalization: layers.layerNormalization,
    PReLU: layers.prelu,
    Activation: layers.activation,
    ELU: layers.elu,
    LeakyReLU: layers.leakyReLU,
    ReLU: layers.reLU,
    Softmax: layers.softmax,
    Dropout: layers.dropout,
    SpatialDropout1D: layers.spatialDropout1d,
    AlphaDropout: layers.alphaDropout,
    GaussianDropout: layers.gaussianDropout,
    GaussianNoise: layers.gaussianNoise,
    Flatten: layers.flatten,
    Permute: layers.permute,
    RepeatVector: layers.repeatVector,
    Reshape: layers.reshape,
    Rescaling: layers.rescaling,
    Cropping2D: layers.cropping2D,
    ZeroPadding2D: layers.zeroPadding2d,
    UpSampling2D: layers.upSampling2d,
    AveragePooling1D: layers.averagePooling1d,
    AveragePooling2D: layers.averagePooling2d,
    MaxPooling1D: layers.maxPooling1d,
    MaxPooling2D: layers.maxPooling2d,
    GlobalAveragePooling1D: layers.globalAveragePooling1d,
    GlobalAveragePooling2D: layers.globalAveragePooling2d,
    GlobalMaxPooling1D: layers.globalMaxPooling1d,
    GlobalMaxPooling2D: layers.globalMaxPooling2d,
    Add: layers.add,
    Average: layers.average,
    Concatenate: layers.concatenate,
    Maximum: layers.maximum,
    Minimum: layers.minimum,
    Multiply: layers.multiply,
  } satisfies Record<LayerClass, (config: never) => Layer>;
}
