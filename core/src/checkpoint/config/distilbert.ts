import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { count, fieldsOf } from "./fields.ts";
import type { DistilBertSection } from "./sections.ts";

const distilbert = z.object({
  vocab_size: count,
  dim: count,
  n_layers: count,
  n_heads: count,
  hidden_dim: count,
  max_position_embeddings: count,
  activation: z.enum(["gelu", "relu"]).default("gelu"),
});

export function distilbertSection(config: string): Result<DistilBertSection, string> {
  const read = fieldsOf(distilbert, config, "config.json");
  if (!read.ok) return read;
  const fields = read.value;
  if (fields.dim % fields.n_heads !== 0) {
    return err(`config.json: n_heads: expected a divisor of dim ${fields.dim}, got ${fields.n_heads}`);
  }
  return ok({
    family: "distilbert",
    vocabSize: fields.vocab_size,
    dim: fields.dim,
    nLayers: fields.n_layers,
    nHeads: fields.n_heads,
    hiddenDim: fields.hidden_dim,
    maxPositionEmbeddings: fields.max_position_embeddings,
    activation: fields.activation,
  });
}
