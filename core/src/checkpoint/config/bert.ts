import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { activation, activationOf, count, epsilon, fieldsOf, never } from "./fields.ts";
import { poolingOf } from "./pooling.ts";
import type { BertSection, Checkpoint } from "./sections.ts";

const bert = z.object({
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  max_position_embeddings: count,
  type_vocab_size: count.default(2),
  layer_norm_eps: epsilon.default(1e-12),
  hidden_act: activation,
  position_embedding_type: z.literal("absolute").default("absolute"),
  is_decoder: never,
  add_cross_attention: never,
});

export function bertSection(config: string, checkpoint: Checkpoint): Result<BertSection, string> {
  const read = fieldsOf(bert, config, "config.json");
  if (!read.ok) return read;
  const fields = read.value;
  if (fields.hidden_size % fields.num_attention_heads !== 0) {
    return err(
      `config.json: num_attention_heads: expected a divisor of hidden_size ${fields.hidden_size}, got ${fields.num_attention_heads}`,
    );
  }
  const pooling = poolingOf(checkpoint);
  if (!pooling.ok) return pooling;
  return ok({
    family: "bert",
    vocabSize: fields.vocab_size,
    hiddenSize: fields.hidden_size,
    numHiddenLayers: fields.num_hidden_layers,
    numAttentionHeads: fields.num_attention_heads,
    intermediateSize: fields.intermediate_size,
    maxPositionEmbeddings: fields.max_position_embeddings,
    typeVocabSize: fields.type_vocab_size,
    layerNormEps: fields.layer_norm_eps,
    hiddenAct: activationOf(fields.hidden_act),
    pooling: pooling.value,
  });
}
