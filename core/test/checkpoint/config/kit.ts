import { modelSectionOf } from "../../../src/checkpoint/index.ts";
import type { CheckpointPlan } from "../../../src/checkpoint/index.ts";

// Configs as Hugging Face's hub has them, to which a test adds what differs.

export type Fields = Readonly<Record<string, unknown>>;

export const bert: Fields = {
  architectures: ["BertForMaskedLM"],
  model_type: "bert",
  vocab_size: 30_522,
  hidden_size: 384,
  num_hidden_layers: 6,
  num_attention_heads: 12,
  intermediate_size: 1_536,
  max_position_embeddings: 512,
  layer_norm_eps: 1e-12,
  hidden_act: "gelu",
  classifier_dropout: null,
  gradient_checkpointing: false,
};

export const distilbert: Fields = {
  model_type: "distilbert",
  vocab_size: 30_522,
  dim: 768,
  n_layers: 6,
  n_heads: 12,
  hidden_dim: 3_072,
  max_position_embeddings: 512,
  sinusoidal_pos_embds: false,
};

export const gpt2: Fields = {
  model_type: "gpt2",
  vocab_size: 50_257,
  n_ctx: 1_024,
  n_positions: 1_024,
  n_embd: 768,
  n_layer: 12,
  n_head: 12,
  n_inner: null,
};

export const vit: Fields = {
  model_type: "vit",
  image_size: 224,
  patch_size: [16, 16],
  hidden_size: 192,
  num_hidden_layers: 12,
  num_attention_heads: 3,
  intermediate_size: 768,
};

export const resnet: Fields = {
  model_type: "resnet",
  hidden_sizes: [64, 128],
  depths: [2, 2],
  embedding_size: 32,
  layer_type: "basic",
};

export const imageNet: Fields = {
  do_resize: true,
  size: { height: 224, width: 224 },
  resample: 2,
  do_rescale: true,
  rescale_factor: 0.00392156862745098,
  do_normalize: true,
  image_mean: [0.485, 0.456, 0.406],
  image_std: [0.229, 0.224, 0.225],
};

export interface Folder {
  readonly files?: Readonly<Record<string, unknown>>;
  readonly tensorNames?: readonly string[];
}

function sectionOf(config: Fields, { files = {}, tensorNames = [] }: Folder = {}) {
  const all = Object.entries({ "config.json": config, ...files });
  return modelSectionOf({
    assets: new Map(
      all.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
    ),
    tensors: new Map(tensorNames.map((name) => [name, { shape: [] }])),
  });
}

export function planOf(config: Fields, folder: Folder = {}): CheckpointPlan {
  const section = sectionOf(config, folder);
  if (!section.ok) throw new Error(section.error);
  return section.value;
}

export function refusalOf(config: Fields, folder: Folder = {}): string {
  const section = sectionOf(config, folder);
  if (section.ok) throw new Error("it was accepted");
  return section.error;
}
