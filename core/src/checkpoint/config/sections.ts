import type { Activation } from "./fields.ts";

// The `model` and `input` sections of a plan, as far as a checkpoint decides them: Hugging Face's names in camelCase.

/** What of a model folder says what model it is. */
export interface Checkpoint {
  /** Texts by file name (assetNames). */
  readonly assets: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>;
}

export type Pooling = "pooler" | "cls" | "mean";

export interface BertSection {
  readonly family: "bert";
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly intermediateSize: number;
  readonly maxPositionEmbeddings: number;
  readonly typeVocabSize: number;
  readonly layerNormEps: number;
  readonly hiddenAct: Activation;
  readonly pooling: Pooling;
}

export interface DistilBertSection {
  readonly family: "distilbert";
  readonly vocabSize: number;
  readonly dim: number;
  readonly nLayers: number;
  readonly nHeads: number;
  readonly hiddenDim: number;
  readonly maxPositionEmbeddings: number;
  readonly activation: "gelu" | "relu";
}

export interface Gpt2Section {
  readonly family: "gpt2";
  readonly vocabSize: number;
  readonly nPositions: number;
  readonly nEmbd: number;
  readonly nLayer: number;
  readonly nHead: number;
  readonly nInner: number;
  readonly layerNormEpsilon: number;
  readonly activationFunction: Activation;
}

export interface VitSection {
  readonly family: "vit";
  readonly imageSize: number;
  readonly patchSize: number;
  readonly numChannels: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly intermediateSize: number;
  readonly layerNormEps: number;
  readonly hiddenAct: Activation;
  readonly qkvBias: boolean;
}

export interface ResnetSection {
  readonly family: "resnet";
  readonly numChannels: number;
  readonly embeddingSize: number;
  readonly hiddenSizes: readonly number[];
  readonly depths: readonly number[];
  readonly layerType: "basic" | "bottleneck";
  readonly downsampleInFirstStage: boolean;
  readonly downsampleInBottleneck: boolean;
}

export type ModelSection = BertSection | DistilBertSection | Gpt2Section | VitSection | ResnetSection;

/** How an image becomes what the model was trained on: pixels mapped to the range, then per channel (x - mean) / std. */
export interface ImageSection {
  readonly kind: "image";
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly range: readonly [number, number];
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
}
