import type { FamilyPlan } from "../model/index.ts";
import type { NameTable } from "./names.ts";

// Old TensorFlow names of a layer norm's scale and shift. Only there: elsewhere gamma and beta are other things
// (transformers' own replacing of them everywhere broke models that have such parameters, issue 35615).
const layerNorms: NameTable["renames"] = [
  [/(^|\.)LayerNorm\.gamma$/, "$1LayerNorm.weight"],
  [/(^|\.)LayerNorm\.beta$/, "$1LayerNorm.bias"],
];

/** Buffers that count positions; not learned. */
const positionIds = /(?:^|\.)embeddings\.(?:position|token_type)_ids$/;

/** BERT and its like: pre-training heads (`cls.`) and, where the plan pools otherwise, the pooler are of no use. */
export const bertNames: NameTable = {
  prefixes: ["bert."],
  renames: layerNorms,
  ignored: [/^cls\./, positionIds, /^(?:bert\.)?pooler\./],
};

export const distilbertNames: NameTable = {
  prefixes: ["distilbert."],
  renames: layerNorms,
  ignored: [/^vocab_(?:projector|transform|layer_norm)\./, positionIds],
};

/** The hub's file has no prefix, carries its causal masks, and a head that some writers store beside the embedding it is. */
export const gpt2Names: NameTable = {
  prefixes: ["transformer."],
  renames: [],
  ignored: [/(?:^|\.)h\.\d+\.attn\.(?:bias|masked_bias)$/, /^lm_head\.weight$/],
};

/** The names that transformers 5 has for the modules of ViT's blocks; its save_pretrained turns them back into the old ones. */
const vitModules: NameTable["renames"] = [
  [/^(vit\.)?layers\.(?=\d+\.)/, "$1encoder.layer."],
  [/(\.\d+)\.attention\.q_proj\./, "$1.attention.attention.query."],
  [/(\.\d+)\.attention\.k_proj\./, "$1.attention.attention.key."],
  [/(\.\d+)\.attention\.v_proj\./, "$1.attention.attention.value."],
  [/(\.\d+)\.attention\.o_proj\./, "$1.attention.output.dense."],
  [/(\.\d+)\.mlp\.fc1\./, "$1.intermediate.dense."],
  [/(\.\d+)\.mlp\.fc2\./, "$1.output.dense."],
];

/** The classifier reads the class token itself, not the pooler that a model saved without a classifier has. */
const vitNames: NameTable = {
  prefixes: ["vit."],
  renames: vitModules,
  ignored: [/^(?:vit\.)?pooler\./, /(?:^|\.)embeddings\.mask_token$/],
};

/** Batches that a normalisation has seen; no matter once its statistics are frozen. */
const batchCounts = /(?:^|\.)num_batches_tracked$/;

const resnetNames: NameTable = { prefixes: ["resnet."], renames: [], ignored: [batchCounts] };

const vggNames: NameTable = { prefixes: [], renames: [], ignored: [batchCounts] };

/** Families of our own, and TF.js's models, whose tensors have the names of their manifest. */
const ownNames: NameTable = { prefixes: [], renames: [], ignored: [] };

const tables: Readonly<Record<FamilyPlan["model"]["family"], NameTable>> = {
  "image-cnn": ownNames,
  mlp: ownNames,
  layers: ownNames,
  bert: bertNames,
  distilbert: distilbertNames,
  gpt2: gpt2Names,
  vit: vitNames,
  resnet: resnetNames,
  vgg: vggNames,
};

/** How files name the tensors of a family. */
export function nameTableOf({ family }: Pick<FamilyPlan["model"], "family">): NameTable {
  return tables[family];
}
