import { z } from "zod";

import type { DeepReadonly } from "../../support/index.ts";
import type { Family, FamilyDefinition, FamilyProblem, TransformersModel } from "../family.ts";
import type { Input } from "../../plan/input.ts";
import { bert, bertSchema } from "./bert.ts";
import { distilbert, distilbertSchema } from "./distilbert.ts";
import { gpt2, gpt2Schema } from "./gpt2.ts";
import { imageCnn, imageCnnSchema } from "./image-cnn.ts";
import { layers, layersSchema } from "./layers.ts";
import { mlp, mlpSchema } from "./mlp.ts";
import { resnet, resnetSchema } from "./resnet.ts";
import { vgg, vggSchema } from "./vgg.ts";
import { vit, vitSchema } from "./vit.ts";

// To add a family: one file here with its schema and its table of names, its line in the three lists below, and what it
// computes in core/training/src/networks. Still without one: llama and its kin, mobilenet.

/** The network: its family and its shape. */
export const modelSchema = z.discriminatedUnion("family", [
  imageCnnSchema,
  mlpSchema,
  bertSchema,
  distilbertSchema,
  gpt2Schema,
  vitSchema,
  resnetSchema,
  vggSchema,
  layersSchema,
]);

type Model = z.output<typeof modelSchema>;

/** What of a plan decides a family's tables; a plan's own part is deeply readonly, which changes nothing here. */
export interface FamilyPlan {
  readonly model: DeepReadonly<Model>;
  readonly input: Input;
  readonly labels: readonly string[];
}

const definitions: {
  readonly [Name in Model["family"]]: FamilyDefinition<Extract<Model, { family: Name }>>;
} = {
  "image-cnn": imageCnn,
  mlp,
  bert,
  distilbert,
  gpt2,
  vit,
  resnet,
  vgg,
  layers,
};

// The table's type says that each definition is of its key's family, which indexing by a union forgets.
function definitionOf(model: FamilyPlan["model"]): FamilyDefinition<FamilyPlan["model"]> {
  return definitions[model.family];
}

/** Why this network cannot read this input, undefined if it can. */
export function familyProblem({
  model,
  input,
}: Pick<FamilyPlan, "model" | "input">): FamilyProblem | undefined {
  return definitionOf(model).problem(model, input);
}

/** The plan's tables. @throws RangeError if familyProblem has an answer. */
export function familyOf({ model, input, labels }: FamilyPlan): Family {
  const problem = familyProblem({ model, input });
  if (problem !== undefined) throw new RangeError(`${problem.path.join(".")}: ${problem.message}`);
  return definitionOf(model).describe(model, input, labels.length);
}

/** Whether the network predicts the next token of a text, and has no labels. */
export function isLanguageModel(model: FamilyPlan["model"]): boolean {
  return definitionOf(model).predicts === "tokens";
}

/** What transformers calls the plan's model; undefined where it has no such model. */
export function transformersModelOf({ model }: Pick<FamilyPlan, "model">): TransformersModel | undefined {
  return definitionOf(model).transformers(model);
}
