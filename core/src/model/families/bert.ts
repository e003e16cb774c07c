import { z } from "zod";

import { embeddingTensor, linearTensors, normTensors } from "../family.ts";
import type { FamilyDefinition } from "../family.ts";
import { readsText } from "./reads-text.ts";

const size = z.int().min(1).max(1_000_000);

/** The fields are those of transformers' BertConfig. */
export const bertSchema = z.strictObject({
  family: z.literal("bert"),
  vocabSize: size,
  hiddenSize: size,
  numHiddenLayers: z.int().min(1).max(200),
  numAttentionHeads: z.int().min(1).max(1_000),
  intermediateSize: size,
  maxPositionEmbeddings: size,
  typeVocabSize: z.int().min(1).max(1_000).default(2),
  layerNormEps: z.number().positive().max(1).default(1e-12),
  hiddenAct: z.enum(["gelu", "gelu_new", "relu"]).default("gelu"),
  /**
   * What the classifier reads: `pooler`, the pooler's tanh of the first token, as BertForSequenceClassification does;
   * `cls`, the first token; `mean`, the mean over the tokens, as sentence-transformers do.
   */
  pooling: z.enum(["pooler", "cls", "mean"]).default("pooler"),
});

/**
 * BERT (Devlin et al. 2018) with a classifier, under the names of transformers' BertForSequenceClassification. Without a
 * pooler in the way (`cls`, `mean`) its two tensors are no part of the model.
 */
export const bert: FamilyDefinition<z.output<typeof bertSchema>> = {
  predicts: "labels",
  problem(model, input) {
    const { hiddenSize, numAttentionHeads, maxPositionEmbeddings } = model;
    if (hiddenSize % numAttentionHeads !== 0) {
      const message = `expected a divisor of hiddenSize, ${hiddenSize}, got ${numAttentionHeads}`;
      return { path: ["model", "numAttentionHeads"], message };
    }
    return readsText("bert", input, maxPositionEmbeddings);
  },
  describe(model, _, labels) {
    const { hiddenSize: width, numHiddenLayers, maxPositionEmbeddings, typeVocabSize, vocabSize } = model;
    const pool = numHiddenLayers + 1;
    const head = pool + 1;
    const embeddings = "bert.embeddings";
    const layers = Array.from({ length: numHiddenLayers }, (_, layer) => {
      const module = `bert.encoder.layer.${layer}`;
      const stage = layer + 1;
      return [
        ...["query", "key", "value"].flatMap((part) =>
          linearTensors(`${module}.attention.self.${part}`, width, width, { stage }),
        ),
        ...linearTensors(`${module}.attention.output.dense`, width, width, { stage }),
        ...normTensors(`${module}.attention.output.LayerNorm`, width, { stage }),
        ...linearTensors(`${module}.intermediate.dense`, width, model.intermediateSize, { stage }),
        ...linearTensors(`${module}.output.dense`, model.intermediateSize, width, { stage }),
        ...normTensors(`${module}.output.LayerNorm`, width, { stage }),
      ];
    });
    const pooler =
      model.pooling === "pooler" ? linearTensors("bert.pooler.dense", width, width, { stage: pool }) : [];
    return {
      tensors: [
        embeddingTensor(`${embeddings}.word_embeddings`, vocabSize, width, [0], { lookedUp: true }),
        embeddingTensor(`${embeddings}.position_embeddings`, maxPositionEmbeddings, width, [0]),
        embeddingTensor(`${embeddings}.token_type_embeddings`, typeVocabSize, width, [0]),
        ...normTensors(`${embeddings}.LayerNorm`, width, { stage: 0 }),
        ...layers.flat(),
        ...pooler,
        ...linearTensors("classifier", width, labels, { stage: head, head: true }),
      ],
      adapted: ["query", "value"],
      stages: head + 1,
      lastBlock: numHiddenLayers,
    };
  },
  transformers: ({ pooling }) => ({
    modelType: "bert",
    ...(pooling === "pooler"
      ? { architecture: "BertForSequenceClassification", task: "sequence-classification" }
      : { architecture: "BertModel", task: "none" }),
  }),
};
