import { join } from "node:path";

import { fitBase } from "@tributary/core/checkpoint";
import { checkBase, fromLayers, isSmallNetwork, mergeAdapter, modelTensors } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { UserError, utf8 } from "@tributary/core/support";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { StorageError, openSafetensors, readModelFolder } from "@tributary/node-platform";
import type { ModelFolder, SafetensorsFile } from "@tributary/node-platform";

import { UsageError } from "./arguments.ts";

/** Where an exported model keeps the plan that it was made by: canonical JSON. */
const planKey = "tributary.plan";

export interface ExportedModel {
  readonly plan: Plan;
  /** Every tensor of the family. */
  readonly tensors: NamedArrays;
  /** What came with the model: text by file name. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * A model as `tributary-coordinator export` writes it: a file, a merged folder, one for TF.js, or an adapter's folder with
 * that of its base.
 * @param base the folder of the base, of an adapter alone
 * @throws UserError naming the file; UsageError where `base` is missing or has no place; StorageError
 */
export async function readExportedModel(path: string, base: string | undefined): Promise<ExportedModel> {
  const adapter = await adapterIn(path);
  if (adapter !== undefined) return readAdapter(path, adapter, base);
  if (base !== undefined) {
    throw new UsageError(`--base belongs to the folder of an adapter; ${path} has a whole model.`);
  }
  const folder = await readModelFolder(path);
  const plan = planFor(folder, planIn(path, planTextIn(folder)));
  const arrays = await readAll(ownTensors(plan, folder), folder);
  const whole = checkBase(
    plan,
    isSmallNetwork(plan) && folder.kind === "tfjs" ? fromLayers(plan, arrays) : arrays,
  );
  if (!whole.ok) {
    const problems = whole.error.map(({ message }) => message).join("; ");
    throw new UserError(`${path} is no whole model of its own plan: ${problems}.`);
  }
  return { plan, tensors: whole.value, assets: folder.assets };
}

/** Without the buffers of other libraries, which may be of whole numbers. */
function ownTensors(plan: Plan, { kind, tensors }: ModelFolder): Iterable<string> {
  if (kind === "tfjs") return tensors.keys();
  return modelTensors(plan).flatMap(({ name }) => (tensors.has(name) ? [name] : []));
}

async function adapterIn(path: string): Promise<SafetensorsFile | undefined> {
  try {
    return await openSafetensors(join(path, "adapter_model.safetensors"));
  } catch (error) {
    // A folder without one, or a file.
    if (error instanceof StorageError && error.fault !== "denied") return undefined;
    throw error;
  }
}

async function readAdapter(
  path: string,
  adapter: SafetensorsFile,
  base: string | undefined,
): Promise<ExportedModel> {
  const plan = planIn(path, adapter.header.metadata.get(planKey));
  if (base === undefined) {
    throw new UsageError(
      `${path} has an adapter; name the folder of its base model, ${plan.base}, with --base.`,
    );
  }
  const folder = await readModelFolder(base);
  const fitted = await fitBase(plan, { ...folder, source: base });
  if (!fitted.ok) throw new UserError(fitted.error);
  const file = await readAll(adapter.header.tensors.keys(), adapter);
  const merged = mergeAdapter(plan, fitted.value.arrays, file);
  if (!merged.ok) throw new UserError(`The adapter ${path} does not fit its own plan: ${merged.error}.`);
  return { plan, tensors: merged.value, assets: folder.assets };
}

async function readAll(
  names: Iterable<string>,
  source: { read(name: string): Promise<NamedArray> },
): Promise<NamedArrays> {
  const arrays = new Map<string, NamedArray>();
  for (const name of names) arrays.set(name, await source.read(name));
  return arrays;
}

/** A model of TF.js was trained by its base's model.json; this one's, with its labels and its plan in it, is another text. */
function planFor(folder: ModelFolder, plan: Plan): Plan {
  if (folder.kind !== "tfjs" || plan.model.family !== "layers") return plan;
  return { ...plan, model: folder.layers.section };
}

function planTextIn(folder: ModelFolder): string | undefined {
  if (folder.kind === "huggingface") return folder.metadata.get(planKey);
  const { userDefinedMetadata } = JSON.parse(folder.layers.topology) as {
    readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
  };
  const text = userDefinedMetadata?.[planKey];
  return typeof text === "string" ? text : undefined;
}

function planIn(path: string, text: string | undefined): Plan {
  if (text === undefined) {
    throw new UserError(
      `${path} does not say by which plan it was made (metadata ${planKey}); ` +
        "make it with: tributary-coordinator export --out FILE.safetensors, without --adapter.",
    );
  }
  const plan = decodePlan(utf8(text));
  if (!plan.ok) throw new UserError(`${path}: ${plan.error} (metadata ${planKey}).`);
  return plan.value;
}
