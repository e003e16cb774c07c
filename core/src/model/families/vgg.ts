import { z } from "zod";

import { convolutionTensors, linearTensors, normalisedConvolutionTensors } from "../family.ts";
import type { FamilyDefinition } from "../family.ts";
import { imageOf, readsImage } from "./reads-image.ts";

export const vggSchema = z.strictObject({
  family: z.literal("vgg"),
  /** Channels of each 3x3 convolution, and `M` for each 2x2 max-pooling; VGG-16 by default. */
  features: z
    .array(z.union([z.int().min(1).max(4096), z.literal("M")]).describe("a number of channels, or M"))
    .min(1)
    .max(64)
    .default([64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]),
  /** Units of the two fully connected layers. */
  hidden: z.int().min(1).max(65_536).default(4096),
  batchNorm: z.boolean().default(false),
});

/** Side of the maps that the fully connected layers read; maps of another size are averaged to it. */
export const vggMapSide = 7;

export interface VggConvolution {
  readonly convolution: string;
  /** Its batch normalisation, if it has one. */
  readonly normalisation: string | undefined;
  readonly inputs: number;
  readonly outputs: number;
}

/** Convolutions up to a pooling. */
export interface VggBlock {
  readonly convolutions: readonly VggConvolution[];
  readonly pooled: boolean;
}

/**
 * The blocks of a VGG: what its poolings part. torchvision numbers convolutions, normalisations, ReLUs and poolings alike.
 */
export function vggBlocks(
  { features, batchNorm }: { readonly features: readonly (number | "M")[]; readonly batchNorm: boolean },
  channels: number,
): readonly VggBlock[] {
  const blocks: VggBlock[] = [];
  let convolutions: VggConvolution[] = [];
  let index = 0;
  let inputs = channels;
  for (const feature of features) {
    if (feature === "M") {
      blocks.push({ convolutions, pooled: true });
      convolutions = [];
      index++;
    } else {
      const [convolution, next] = [`features.${index}`, `features.${index + 1}`];
      convolutions.push({
        convolution,
        normalisation: batchNorm ? next : undefined,
        inputs,
        outputs: feature,
      });
      index += batchNorm ? 3 : 2;
      inputs = feature;
    }
  }
  return convolutions.length === 0 ? blocks : [...blocks, { convolutions, pooled: false }];
}

/**
 * VGG (Simonyan and Zisserman 2014) under torchvision's names: which has no config.json, so the plan says its shape. The
 * head is the last of its three fully connected layers; the two before it are a block. Batch normalisations, if any, have
 * frozen statistics.
 */
export const vgg: FamilyDefinition<z.output<typeof vggSchema>> = {
  predicts: "labels",
  problem({ features }, input) {
    if (features.every((feature) => feature === "M")) {
      return { path: ["model", "features"], message: "expected a convolution at least, got none" };
    }
    return readsImage("vgg", input, (image) => {
      const poolings = features.filter((feature) => feature === "M").length;
      const least = 2 ** poolings;
      for (const side of ["width", "height"] as const) {
        if (image[side] >= least) continue;
        const message = `expected at least ${least}, which ${poolings} poolings halve to one pixel, got ${image[side]}`;
        return { path: ["input", side], message };
      }
      return undefined;
    });
  },
  describe(model, input, labels) {
    const { hidden } = model;
    const blocks = vggBlocks(model, imageOf("vgg", input).channels);
    const outputs = blocks.flatMap(({ convolutions }) => convolutions).at(-1)?.outputs ?? 0;
    const last = blocks.length;
    const connected = (module: string, inputs: number) =>
      linearTensors(module, inputs, hidden, { stage: last, rectified: true });
    return {
      tensors: [
        ...blocks.flatMap(({ convolutions }, stage) =>
          convolutions.flatMap(({ convolution, normalisation, inputs, outputs }) =>
            normalisation === undefined
              ? convolutionTensors(convolution, inputs, outputs, 3, { stage })
              : normalisedConvolutionTensors({ convolution, normalisation }, inputs, outputs, 3, {
                  stage,
                  bias: true,
                }),
          ),
        ),
        ...connected("classifier.0", outputs * vggMapSide ** 2),
        ...connected("classifier.3", hidden),
        ...linearTensors("classifier.6", hidden, labels, { stage: last + 1, head: true }),
      ],
      adapted: ["classifier.0", "classifier.3"],
      stages: last + 2,
      lastBlock: last,
    };
  },
  transformers: () => undefined,
};
