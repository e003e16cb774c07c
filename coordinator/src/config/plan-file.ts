import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { modelSectionOf } from "@tributary/core/checkpoint";
import { formatPlanProblems, parsePlan, plannedBase } from "@tributary/core/plan";
import type { FoundInBase, Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { StorageError, errorCode, readModelFolder } from "@tributary/node-platform";
import type { ModelFolder } from "@tributary/node-platform";

import type { BaseModel, FindStrategy } from "../service/index.ts";
import { builtInStrategy, userStrategy } from "../strategy/index.ts";

/** A plan with the files that it names. */
export interface PlanFile {
  readonly plan: Plan;
  /** Its folder, from which its paths count. */
  readonly folder: string;
  readonly base: BaseModel;
}

/** Reads a plan and its base model, and completes the plan by it. @throws UserError naming the file and what is wrong with it */
export async function readPlanFile(path: string): Promise<PlanFile> {
  const text = textOf(await read(path), path);
  const folder = dirname(resolve(path));
  const planned = plannedBase(text);
  const base =
    planned === undefined || planned === "random" ? undefined : await readBase(resolve(folder, planned));
  const plan = parsePlan(text, path, base === undefined ? {} : sectionsOf(base));
  if (!plan.ok) throw new UserError(formatPlanProblems(plan.error));
  return { plan: plan.value, folder, base: base && { ...base, source: base.path } };
}

async function readBase(path: string): Promise<ModelFolder> {
  try {
    return await readModelFolder(path);
  } catch (error) {
    if (error instanceof StorageError) throw new UserError(`The base model cannot be read: ${error.message}`);
    throw error;
  }
}

/** What a base says of its plan; nothing if it is a lone file. @throws UserError naming what in the folder is wrong */
function sectionsOf(base: ModelFolder): FoundInBase {
  if (!base.assets.has("config.json") && !base.assets.has("model.json")) return {};
  const sections = modelSectionOf({ assets: base.assets, tensors: base.tensors });
  if (sections.ok) return sections.value;
  throw new UserError(`The base model ${base.path} cannot be used: ${sections.error}.`);
}

/** What is no text is not shown. @throws UserError */
function textOf(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`The plan ${path} is not text in UTF-8; expected YAML or JSON.`);
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    const why =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : code === "EACCES"
            ? "permission is denied"
            : String(error);
    throw new UserError(`The plan ${path} cannot be read: ${why}.`);
  }
}

/** The strategies that ship, and modules of the user's own beside the plan that names them. */
export function strategyFinder(file: Pick<PlanFile, "plan" | "folder"> | undefined): FindStrategy {
  const loaded = new Map<string, Promise<unknown>>();
  return async ({ plan }) => {
    const { strategy } = plan.aggregation;
    const known = builtInStrategy(strategy);
    if (known !== undefined) return known;
    if (file?.plan.task !== plan.task || file.plan.aggregation.strategy !== strategy) {
      throw new UserError(
        `Task ${plan.task} uses the strategy ${strategy}, a module beside its plan; start the coordinator with --plan.`,
      );
    }
    const path = resolve(file.folder, strategy);
    const loading = loaded.get(path) ?? import(pathToFileURL(path).href);
    loaded.set(path, loading);
    let module: unknown;
    try {
      module = await loading;
    } catch (error) {
      throw new UserError(
        `The strategy ${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
    return userStrategy(module, strategy);
  };
}
