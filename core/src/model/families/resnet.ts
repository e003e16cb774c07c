import { z } from "zod";

import { linearTensors, normalisedConvolutionTensors } from "../family.ts";
import type { FamilyDefinition, TensorSpec } from "../family.ts";
import { readsChannels, readsImage } from "./reads-image.ts";

const size = z.int().min(1).max(65_536);

/** The fields are those of transformers' ResNetConfig. */
export const resnetSchema = z.strictObject({
  family: z.literal("resnet"),
  numChannels: z.union([z.literal(1), z.literal(3)]).default(3),
  /** Channels of the stem. */
  embeddingSize: size.default(64),
  /** Channels that each stage makes. */
  hiddenSizes: z.array(size).min(1).max(16).default([256, 512, 1024, 2048]),
  /** Layers of each stage. */
  depths: z.array(z.int().min(1).max(200)).min(1).max(16).default([3, 4, 6, 3]),
  /** `basic`: two 3x3 convolutions; `bottleneck`: 1x1, 3x3 with a quarter of the channels, 1x1. */
  layerType: z.enum(["basic", "bottleneck"]).default("bottleneck"),
  /** Whether the first stage halves its maps too. */
  downsampleInFirstStage: z.boolean().default(false),
  /** Whether a bottleneck halves in its first convolution, not in that of 3x3. */
  downsampleInBottleneck: z.boolean().default(false),
});

type Resnet = z.output<typeof resnetSchema>;

/** A convolution of a layer, with its normalisation; module names end in `.convolution` and `.normalization`. */
export interface ResnetConvolution {
  readonly module: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Of its kernel, in pixels; padded by half of it. */
  readonly side: number;
  readonly stride: number;
}

/** One residual layer: what `path` makes in a row and what `shortcut` makes (the input itself without one) are added. */
export interface ResnetLayer {
  readonly path: readonly ResnetConvolution[];
  readonly shortcut: ResnetConvolution | undefined;
}

/** The stem's convolution, which a max-pooling of 3x3 and stride 2 follows. */
export function resnetStem({
  numChannels,
  embeddingSize,
}: Pick<Resnet, "numChannels" | "embeddingSize">): ResnetConvolution {
  const module = "resnet.embedder.embedder";
  return { module, inputs: numChannels, outputs: embeddingSize, side: 7, stride: 2 };
}

/** The layers of each stage. */
export function resnetStages(
  model: Omit<Resnet, "hiddenSizes" | "depths"> & {
    readonly hiddenSizes: readonly number[];
    readonly depths: readonly number[];
  },
): readonly (readonly ResnetLayer[])[] {
  return model.hiddenSizes.map((outputs, stage) => {
    const entering = model.hiddenSizes[stage - 1] ?? model.embeddingSize;
    const halving = stage > 0 || model.downsampleInFirstStage ? 2 : 1;
    return Array.from({ length: model.depths[stage] ?? 0 }, (_, layer) => {
      const [inputs, stride] = layer === 0 ? [entering, halving] : [outputs, 1];
      const module = `resnet.encoder.stages.${stage}.layers.${layer}`;
      const widths = widthsOf(model, inputs, outputs);
      const strided = model.layerType === "bottleneck" && !model.downsampleInBottleneck ? 1 : 0;
      return {
        path: widths.map(([from, to, side], index) => ({
          module: `${module}.layer.${index}`,
          inputs: from,
          outputs: to,
          side,
          stride: index === strided ? stride : 1,
        })),
        shortcut:
          inputs === outputs && stride === 1
            ? undefined
            : { module: `${module}.shortcut`, inputs, outputs, side: 1, stride },
      };
    });
  });
}

/** Channels in, channels out and the kernel's side of each convolution of a layer. */
function widthsOf(
  { layerType }: Pick<Resnet, "layerType">,
  inputs: number,
  outputs: number,
): readonly (readonly [number, number, number])[] {
  if (layerType === "basic")
    return [
      [inputs, outputs, 3],
      [outputs, outputs, 3],
    ];
  const reduced = Math.floor(outputs / bottleneck);
  return [
    [inputs, reduced, 1],
    [reduced, reduced, 3],
    [reduced, outputs, 1],
  ];
}

/** By how much a bottleneck has fewer channels than what it makes. */
const bottleneck = 4;

function tensorsOf(
  { module, inputs, outputs, side }: ResnetConvolution,
  stage: number,
): readonly TensorSpec[] {
  return normalisedConvolutionTensors(
    { convolution: `${module}.convolution`, normalisation: `${module}.normalization` },
    inputs,
    outputs,
    side,
    { stage, bias: false },
  );
}

/**
 * ResNet (He et al. 2015) with a classifier, under the names of transformers' ResNetForImageClassification. Its batch
 * normalisations have frozen statistics: those of the base, in training too, since clients' batches are small and unlike.
 * A block is one of its stages, and has the names of that.
 */
export const resnet: FamilyDefinition<Resnet> = {
  predicts: "labels",
  problem({ numChannels, hiddenSizes, depths, layerType }, input) {
    if (depths.length !== hiddenSizes.length) {
      const message = `expected as many as hiddenSizes, ${hiddenSizes.length}, got ${depths.length}`;
      return { path: ["model", "depths"], message };
    }
    const narrow = hiddenSizes.findIndex((width) => width < bottleneck);
    if (layerType === "bottleneck" && narrow >= 0) {
      const message = `expected at least ${bottleneck}, of which a bottleneck has a quarter, got ${hiddenSizes[narrow]}`;
      return { path: ["model", "hiddenSizes", narrow], message };
    }
    return readsImage("resnet", input, (image) => readsChannels(numChannels, image));
  },
  describe(model, _, labels) {
    const stages = resnetStages(model);
    const pool = stages.length + 1;
    const tensors = stages.flatMap((layers, index) =>
      layers.flatMap(({ path, shortcut }) =>
        [...(shortcut === undefined ? [] : [shortcut]), ...path].flatMap((convolution) =>
          tensorsOf(convolution, index + 1),
        ),
      ),
    );
    const last = `resnet.encoder.stages.${stages.length - 1}.`;
    return {
      tensors: [
        ...tensorsOf(resnetStem(model), 0),
        ...tensors,
        ...linearTensors("classifier.1", model.hiddenSizes.at(-1) ?? 0, labels, {
          stage: pool + 1,
          head: true,
        }),
      ],
      // What lies below would cost the whole way back for little: early filters are alike in all networks.
      adapted: tensors.flatMap(({ kind, module }) =>
        kind === "conv" && module.startsWith(last) ? [module] : [],
      ),
      stages: pool + 2,
      lastBlock: stages.length,
    };
  },
  transformers: () => ({
    modelType: "resnet",
    architecture: "ResNetForImageClassification",
    task: "image-classification",
  }),
};
