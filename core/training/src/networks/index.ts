import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { bert } from "./bert.ts";
import { distilbert } from "./distilbert.ts";
import { gpt2 } from "./gpt2.ts";
import { imageCnn } from "./image-cnn.ts";
import { layersNetwork } from "./layers.ts";
import { mlp } from "./mlp.ts";
import type { ImageShape, Network } from "./network.ts";
import { resnet } from "./resnet.ts";
import { vgg } from "./vgg.ts";
import { vit } from "./vit.ts";

export { wrappedIn } from "./layer-makers.ts";
export { layerUses } from "./layer-uses.ts";
export type { LayerUse, LayerUses } from "./layer-uses.ts";
export type { EngineBatch, LanguageModel, Network, Targets } from "./network.ts";
export { trainedView, uploadFrozen, uploadVector, weightsOf } from "./weights.ts";
export type { TrainedView, Weights } from "./weights.ts";

/**
 * What the plan's family computes.
 * @param assets what came with the base
 * @throws RangeError if the network cannot read the plan's input; UserError if the assets do not fit the plan
 */
export function networkOf(tf: TensorFlow, plan: FamilyPlan, assets: ReadonlyMap<string, string>): Network {
  const { model, input } = plan;
  switch (model.family) {
    case "image-cnn":
      return imageCnn(tf, imageOf(input), model.filters);
    case "mlp":
      return mlp(tf, model.hidden);
    case "bert":
      return bert(tf, model);
    case "distilbert":
      return distilbert(tf, model);
    case "gpt2":
      return gpt2(tf, model);
    case "vit":
      return vit(tf, model);
    case "resnet":
      return resnet(tf, model, imageOf(input));
    case "vgg":
      return vgg(tf, model, imageOf(input));
    case "layers":
      return layersNetwork(tf, { ...plan, model }, assets);
    default:
      return model satisfies never;
  }
}

function imageOf(input: FamilyPlan["input"]): ImageShape {
  if (input.kind !== "image") throw new RangeError("the network reads images");
  return input;
}
