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

/** Families of our own, and those whose files have the names that the family has. */
const ownNames: NameTable = { prefixes: [], renames: [], ignored: [] };

const tables: Readonly<Record<FamilyPlan["model"]["family"], NameTable>> = {
  "image-cnn": ownNames,
  mlp: ownNames,
  bert: bertNames,
  distilbert: distilbertNames,
  gpt2: gpt2Names,
};

/** How files name the tensors of a family. */
export function nameTableOf({ family }: Pick<FamilyPlan["model"], "family">): NameTable {
  return tables[family];
}
