import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { count, fieldsOf } from "./fields.ts";
import type { ResnetSection } from "./sections.ts";

const resnet = z.object({
  num_channels: count.default(3),
  embedding_size: count.default(64),
  hidden_sizes: z.array(count).min(1).max(64),
  depths: z.array(count).min(1).max(64),
  layer_type: z.enum(["basic", "bottleneck"]).default("bottleneck"),
  hidden_act: z.literal("relu").default("relu"),
  downsample_in_first_stage: z.boolean().default(false),
  downsample_in_bottleneck: z.boolean().default(false),
});

export function resnetSection(config: string): Result<ResnetSection, string> {
  const read = fieldsOf(resnet, config, "config.json");
  if (!read.ok) return read;
  const fields = read.value;
  if (fields.depths.length !== fields.hidden_sizes.length) {
    return err(
      `config.json: depths: expected as many as hidden_sizes, ${fields.hidden_sizes.length}, got ${fields.depths.length}`,
    );
  }
  return ok({
    family: "resnet",
    numChannels: fields.num_channels,
    embeddingSize: fields.embedding_size,
    hiddenSizes: fields.hidden_sizes,
    depths: fields.depths,
    layerType: fields.layer_type,
    downsampleInFirstStage: fields.downsample_in_first_stage,
    downsampleInBottleneck: fields.downsample_in_bottleneck,
  });
}
