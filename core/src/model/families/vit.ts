import { z } from "zod";

import { biasTensor, linearTensors, normTensors } from "../family.ts";
import type { FamilyDefinition, TensorSpec } from "../family.ts";
import { readsChannels, readsImage } from "./reads-image.ts";

const size = z.int().min(1).max(1_000_000);

/** The fields are those of transformers' ViTConfig. */
export const vitSchema = z.strictObject({
  family: z.literal("vit"),
  /** Side of the images, in pixels. */
  imageSize: z.int().min(1).max(1024),
  /** Side of the squares that images are cut into. */
  patchSize: z.int().min(1).max(1024),
  numChannels: z.union([z.literal(1), z.literal(3)]).default(3),
  hiddenSize: size,
  numHiddenLayers: z.int().min(1).max(200),
  numAttentionHeads: z.int().min(1).max(1_000),
  intermediateSize: size,
  layerNormEps: z.number().positive().max(1).default(1e-12),
  hiddenAct: z.enum(["gelu", "gelu_new", "relu"]).default("gelu"),
  /** Whether query, key and value have biases. */
  qkvBias: z.boolean().default(true),
});

/** What is added to, or put before, each image's patches as it lies. */
function learnedRows(name: string, rows: number, width: number): TensorSpec {
  return {
    name,
    module: name,
    shape: [1, rows, width],
    kind: "embedding",
    head: false,
    start: "small",
    stages: [0],
  };
}

// transformers 5 (checked in 5.24) has other modules in a block than its files, which keep the names of before.
const newNames: readonly (readonly [RegExp, string])[] = [
  [/^vit\.encoder\.layer\./, "vit.layers."],
  [/\.attention\.attention\.query$/, ".attention.q_proj"],
  [/\.attention\.attention\.key$/, ".attention.k_proj"],
  [/\.attention\.attention\.value$/, ".attention.v_proj"],
  [/\.attention\.output\.dense$/, ".attention.o_proj"],
  [/\.intermediate\.dense$/, ".mlp.fc1"],
  [/\.output\.dense$/, ".mlp.fc2"],
];

/**
 * ViT (Dosovitskiy et al. 2020) with a classifier that reads the class token, under the names of transformers 4's
 * ViTForImageClassification, which files keep: transformers 5 has others for the modules of its blocks.
 */
export const vit: FamilyDefinition<z.output<typeof vitSchema>> = {
  predicts: "labels",
  problem({ imageSize, patchSize, hiddenSize, numAttentionHeads, numChannels }, input) {
    if (hiddenSize % numAttentionHeads !== 0) {
      const message = `expected a divisor of hiddenSize, ${hiddenSize}, got ${numAttentionHeads}`;
      return { path: ["model", "numAttentionHeads"], message };
    }
    if (imageSize % patchSize !== 0) {
      const message = `expected a divisor of imageSize, ${imageSize}, got ${patchSize}`;
      return { path: ["model", "patchSize"], message };
    }
    return readsImage("vit", input, (image) => {
      for (const side of ["width", "height"] as const) {
        if (image[side] === imageSize) continue;
        const message = `expected the model's imageSize, ${imageSize}, got ${image[side]}`;
        return { path: ["input", side], message };
      }
      return readsChannels(numChannels, image);
    });
  },
  describe(model, _, labels) {
    const { hiddenSize: width, numHiddenLayers, patchSize, imageSize, numChannels, qkvBias } = model;
    const pool = numHiddenLayers + 1;
    const head = pool + 1;
    const embeddings = "vit.embeddings";
    const projection = `${embeddings}.patch_embeddings.projection`;
    const layers = Array.from({ length: numHiddenLayers }, (_, layer) => {
      const module = `vit.encoder.layer.${layer}`;
      const place = { stage: layer + 1 };
      return [
        ...["query", "key", "value"].flatMap((part) =>
          linearTensors(`${module}.attention.attention.${part}`, width, width, { ...place, bias: qkvBias }),
        ),
        ...linearTensors(`${module}.attention.output.dense`, width, width, place),
        ...linearTensors(`${module}.intermediate.dense`, width, model.intermediateSize, place),
        ...linearTensors(`${module}.output.dense`, model.intermediateSize, width, place),
        ...normTensors(`${module}.layernorm_before`, width, place),
        ...normTensors(`${module}.layernorm_after`, width, place),
      ];
    });
    return {
      tensors: [
        learnedRows(`${embeddings}.cls_token`, 1, width),
        learnedRows(`${embeddings}.position_embeddings`, (imageSize / patchSize) ** 2 + 1, width),
        {
          name: `${projection}.weight`,
          module: projection,
          shape: [width, numChannels, patchSize, patchSize],
          kind: "conv",
          head: false,
          start: "linear",
          stages: [0],
        },
        biasTensor(projection, width, { stage: 0 }),
        ...layers.flat(),
        ...normTensors("vit.layernorm", width, { stage: pool }),
        ...linearTensors("classifier", width, labels, { stage: head, head: true }),
      ],
      adapted: ["query", "value"],
      stages: head + 1,
      lastBlock: numHiddenLayers,
    };
  },
  transformers: () => ({
    modelType: "vit",
    architecture: "ViTForImageClassification",
    task: "image-classification",
    renamed: (module) => newNames.reduce((name, [from, to]) => name.replace(from, to), module),
  }),
};
