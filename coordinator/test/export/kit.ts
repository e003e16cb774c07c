import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { fitBase, modelSectionOf } from "@tributary/core/checkpoint";
import { initialTrainables, randomBase, trainableLayout, trainables } from "@tributary/core/model";
import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { digest } from "@tributary/core/support";
import { decodeSafetensors, unflatten } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";
import { readModelFolder } from "@tributary/node-platform";

import type { FileContents, TrainedModel } from "../../src/export/index.ts";
import { planOf } from "../support/plans.ts";

// Folders that Python wrote, and what it computes on them: core/training/test/fixtures/checkpoints/README.md.
export const checkpoints = fileURLToPath(
  new URL("../../../../core/training/test/fixtures/checkpoints", import.meta.url),
);

/** What Python gave to a model and got from it, by its name there. */
export async function expectedOf(family: string): Promise<NamedArrays> {
  const file = decodeSafetensors(await readFile(join(checkpoints, family, "expected.safetensors")));
  if (!file.ok) throw new Error(file.error);
  return file.value.arrays;
}

/**
 * A model on the base that lies in a fixture's folder.
 * @param change what the plan says itself
 * @param values the trained tensors, under PEFT's names; what is not among them is as the task begins
 */
export async function trainedOn(
  family: string,
  change: object,
  values: NamedArrays = new Map(),
): Promise<TrainedModel> {
  const folder = await readModelFolder(join(checkpoints, family));
  const found = modelSectionOf({ assets: folder.assets, tensors: folder.tensors });
  if (!found.ok) throw new Error(found.error);
  const written = {
    task: "tea",
    base: `./tiny-${family}`,
    cohort: { goal: 3 },
    ...(found.value.longestText === undefined ? {} : { input: { kind: "text", maximumTokens: 8 } }),
    ...(found.value.model.family === "gpt2" ? { labels: [] } : {}),
    ...change,
  };
  const plan = parsePlan(JSON.stringify(written), "plan.json", found.value);
  if (!plan.ok) throw new Error(plan.error.map(({ message }) => message).join("; "));
  const fitted = await fitBase(plan.value, { ...folder, source: family });
  if (!fitted.ok) throw new Error(fitted.error);
  const tensors = fitted.value.arrays;
  const base = { digest: digest("0".repeat(64)), tensors, assets: folder.assets };
  return {
    plan: plan.value,
    round: 2,
    base: { ...base, licence: "apache-2.0", hubName: undefined },
    vector: vectorOf(plan.value, tensors, values),
  };
}

function vectorOf(plan: Plan, base: NamedArrays, values: NamedArrays): Float32Array {
  const vector = initialTrainables(plan, base);
  const views = unflatten(trainableLayout(plan), vector);
  for (const { name, role } of trainables(plan)) {
    const given = values.get(`base_model.model.${name}${role === "tensor" ? "" : ".weight"}`);
    if (given !== undefined) views.get(name)?.data.set(given.data);
  }
  return vector;
}

/** A model of one of the small families, which transformers does not know. */
export function smallModel(change: Partial<PlanInput> = {}): TrainedModel {
  const plan = planOf({ model: { family: "mlp", hidden: [3] }, tuning: { method: "full" }, ...change });
  const tensors = randomBase(plan);
  return {
    plan,
    round: 1,
    base: {
      digest: digest("0".repeat(64)),
      tensors,
      assets: new Map(),
      licence: undefined,
      hubName: undefined,
    },
    vector: initialTrainables(plan, tensors).map((value) => value + 0.5),
  };
}

/** A file of an exported folder that is text. */
export function textOf(contents: FileContents | undefined): string {
  if (typeof contents !== "string") throw new TypeError("expected a text");
  return contents;
}

/** The arrays whose names begin with `prefix`, without it. */
export function under(arrays: NamedArrays, prefix: string): NamedArrays {
  return new Map(
    [...arrays].flatMap(([name, array]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), array] as const] : [],
    ),
  );
}
