import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { activation, activationOf, count, epsilon, fieldsOf, never } from "./fields.ts";
import type { Gpt2Section } from "./sections.ts";

const always = z.literal(true).default(true);

const gpt2 = z.object({
  vocab_size: count,
  n_positions: count,
  n_embd: count,
  n_layer: count,
  n_head: count,
  n_inner: count.optional(),
  layer_norm_epsilon: epsilon.default(1e-5),
  activation_function: activation.removeDefault().default("gelu_new"),
  scale_attn_weights: always,
  scale_attn_by_inverse_layer_idx: never,
  add_cross_attention: never,
  tie_word_embeddings: always,
});

export function gpt2Section(config: string): Result<Gpt2Section, string> {
  const read = fieldsOf(gpt2, config, "config.json");
  if (!read.ok) return read;
  const fields = read.value;
  if (fields.n_embd % fields.n_head !== 0) {
    return err(`config.json: n_head: expected a divisor of n_embd ${fields.n_embd}, got ${fields.n_head}`);
  }
  return ok({
    family: "gpt2",
    vocabSize: fields.vocab_size,
    nPositions: fields.n_positions,
    nEmbd: fields.n_embd,
    nLayer: fields.n_layer,
    nHead: fields.n_head,
    nInner: fields.n_inner ?? 4 * fields.n_embd,
    layerNormEpsilon: fields.layer_norm_epsilon,
    activationFunction: activationOf(fields.activation_function),
  });
}
