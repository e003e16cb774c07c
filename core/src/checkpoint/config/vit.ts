import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { activation, activationOf, count, epsilon, fieldsOf } from "./fields.ts";
import type { VitSection } from "./sections.ts";

/** One side, or height and width alike. */
const square = z.union([count, z.tuple([count, count])]).describe("the side of a square");

const vit = z.object({
  image_size: square,
  patch_size: square,
  num_channels: count.default(3),
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  layer_norm_eps: epsilon.default(1e-12),
  hidden_act: activation,
  qkv_bias: z.boolean().default(true),
});

export function vitSection(config: string): Result<VitSection, string> {
  const read = fieldsOf(vit, config, "config.json");
  if (!read.ok) return read;
  const fields = read.value;
  const imageSize = sideOf(fields.image_size);
  const patchSize = sideOf(fields.patch_size);
  if (imageSize === undefined) return err("config.json: image_size: expected a square, got two sides");
  if (patchSize === undefined) return err("config.json: patch_size: expected a square, got two sides");
  if (patchSize > imageSize) {
    return err(`config.json: patch_size: expected at most image_size ${imageSize}, got ${patchSize}`);
  }
  if (fields.hidden_size % fields.num_attention_heads !== 0) {
    return err(
      `config.json: num_attention_heads: expected a divisor of hidden_size ${fields.hidden_size}, got ${fields.num_attention_heads}`,
    );
  }
  return ok({
    family: "vit",
    imageSize,
    patchSize,
    numChannels: fields.num_channels,
    hiddenSize: fields.hidden_size,
    numHiddenLayers: fields.num_hidden_layers,
    numAttentionHeads: fields.num_attention_heads,
    intermediateSize: fields.intermediate_size,
    layerNormEps: fields.layer_norm_eps,
    hiddenAct: activationOf(fields.hidden_act),
    qkvBias: fields.qkv_bias,
  });
}

function sideOf(side: z.output<typeof square>): number | undefined {
  if (typeof side === "number") return side;
  return side[0] === side[1] ? side[0] : undefined;
}
