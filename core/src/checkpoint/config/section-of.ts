import { layersSection } from "../../model/index.ts";
import type { LayersSection } from "../../model/index.ts";
import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { bertSection } from "./bert.ts";
import { distilbertSection } from "./distilbert.ts";
import { jsonObject } from "./fields.ts";
import { gpt2Section } from "./gpt2.ts";
import { imageInput } from "./image-input.ts";
import { labelsOf } from "./labels.ts";
import { resnetSection } from "./resnet.ts";
import type { Checkpoint, ImageSection, ModelSection } from "./sections.ts";
import { vitSection } from "./vit.ts";

/** What a checkpoint fills into a plan. */
export interface CheckpointPlan {
  readonly model: ModelSection | LayersSection;
  /** How images are prepared; absent for texts, and where the folder does not say. */
  readonly input?: ImageSection;
  /** The longest text that it can read, in tokens. */
  readonly longestText?: number;
  /** What the outputs of its head stand for, if it says so. */
  readonly labels?: readonly string[];
}

/** Where a family comes in: its model_type in config.json. Llama, Qwen, Mistral and MobileNet have their place here. */
const families: Readonly<
  Record<string, (config: string, checkpoint: Checkpoint) => Result<ModelSection, string>>
> = {
  bert: bertSection,
  distilbert: distilbertSection,
  gpt2: gpt2Section,
  vit: vitSection,
  resnet: resnetSection,
};

/**
 * The sections of a plan that a folder of Hugging Face's or TF.js's decides. The error is a sentence that names file and
 * field.
 */
export function modelSectionOf(checkpoint: Checkpoint): Result<CheckpointPlan, string> {
  const topology = checkpoint.assets.get("model.json");
  if (topology !== undefined) {
    const section = layersSection(topology, checkpoint.tensors);
    return section.ok ? ok({ model: section.value }) : section;
  }
  const config = checkpoint.assets.get("config.json");
  if (config === undefined) {
    return err(
      "there is no config.json, which says what model it is; fetch it, or write the plan's model yourself",
    );
  }
  const object = jsonObject(config, "config.json");
  if (!object.ok) return object;
  const type = object.value["model_type"];
  const section = typeof type === "string" && Object.hasOwn(families, type) ? families[type] : undefined;
  if (section === undefined) return err(unsupported(type));
  const model = section(config, checkpoint);
  if (!model.ok) return model;
  const labels = labelsOf(object.value);
  const input = inputOf(model.value, checkpoint);
  if (!input.ok) return input;
  return ok({ model: model.value, ...input.value, ...(labels === undefined ? {} : { labels }) });
}

function unsupported(type: unknown): string {
  const supported = Object.keys(families).join(", ");
  return (
    `config.json: model_type: ${type === undefined ? "nothing" : JSON.stringify(type)} is not supported yet: ` +
    `supported are ${supported}, and TF.js layers models`
  );
}

function inputOf(
  model: ModelSection,
  { assets }: Checkpoint,
): Result<Pick<CheckpointPlan, "input" | "longestText">, string> {
  switch (model.family) {
    case "bert":
    case "distilbert":
      return ok({ longestText: model.maxPositionEmbeddings });
    case "gpt2":
      return ok({ longestText: model.nPositions });
    case "vit":
    case "resnet": {
      const text = assets.get("preprocessor_config.json");
      // Without it nobody knows what the model was trained on: the plan must say.
      if (text === undefined) return ok({});
      const input = imageInput(text, model.numChannels);
      if (!input.ok) return input;
      const { width, height } = input.value;
      if (model.family === "vit" && (width !== model.imageSize || height !== model.imageSize)) {
        return err(
          `preprocessor_config.json: size: expected config.json's image_size ${model.imageSize}, got ${width} x ${height}`,
        );
      }
      return ok({ input: input.value });
    }
    default:
      return model satisfies never;
  }
}
