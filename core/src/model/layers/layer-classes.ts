/**
 * The layers of TF.js (which has Keras 2's names for them) that are trained and exported, by what their weights are:
 * `kernel`: what the layer computes with; `scale`: what scales and shifts; `none`.
 *
 * Left out: Lambda and its like, which are code; Masking and masks of embeddings, since stages pass on values alone; what
 * TF.js 4.22 has no gradient of (ThresholdedReLU) or a wrong one on some engine (three-dimensional convolutions on wasm);
 * cells, ConvLSTM2D and preprocessing.
 */
export const layerRoles = {
  Dense: "kernel",
  Conv1D: "kernel",
  Conv2D: "kernel",
  Conv2DTranspose: "kernel",
  DepthwiseConv2D: "kernel",
  SeparableConv2D: "kernel",
  Embedding: "kernel",
  SimpleRNN: "kernel",
  GRU: "kernel",
  LSTM: "kernel",
  Bidirectional: "kernel",
  TimeDistributed: "kernel",
  BatchNormalization: "scale",
  LayerNormalization: "scale",
  PReLU: "scale",
  Activation: "none",
  ELU: "none",
  LeakyReLU: "none",
  ReLU: "none",
  Softmax: "none",
  Dropout: "none",
  SpatialDropout1D: "none",
  AlphaDropout: "none",
  GaussianDropout: "none",
  GaussianNoise: "none",
  Flatten: "none",
  Permute: "none",
  RepeatVector: "none",
  Reshape: "none",
  Rescaling: "none",
  Cropping2D: "none",
  ZeroPadding2D: "none",
  UpSampling2D: "none",
  AveragePooling1D: "none",
  AveragePooling2D: "none",
  MaxPooling1D: "none",
  MaxPooling2D: "none",
  GlobalAveragePooling1D: "none",
  GlobalAveragePooling2D: "none",
  GlobalMaxPooling1D: "none",
  GlobalMaxPooling2D: "none",
  Add: "none",
  Average: "none",
  Concatenate: "none",
  Maximum: "none",
  Minimum: "none",
  Multiply: "none",
} as const;

export type LayerClass = keyof typeof layerRoles;

export function isLayerClass(name: string): name is LayerClass {
  return Object.hasOwn(layerRoles, name);
}

/** Layers that pass on what enters them unless the model trains with chance of its own, which ours does not. */
export const passThrough: ReadonlySet<LayerClass> = new Set([
  "Dropout",
  "SpatialDropout1D",
  "AlphaDropout",
  "GaussianDropout",
  "GaussianNoise",
]);

/** Layers that move values about without changing one. */
export const reshaping: ReadonlySet<LayerClass> = new Set(["Flatten", "Reshape"]);
