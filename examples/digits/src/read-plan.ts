import { readFile } from "node:fs/promises";

import { formatPlanProblems, parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { decodeSafetensors } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";

/** @throws UserError naming the file and the lines at fault */
export async function readPlan(path: string): Promise<Plan> {
  const plan = parsePlan(await readFile(path, "utf8"), path);
  if (!plan.ok) throw new UserError(formatPlanProblems(plan.error));
  return plan.value;
}

/** @throws UserError naming the file */
export async function readModel(path: string): Promise<NamedArrays> {
  const file = decodeSafetensors(await readFile(path));
  if (!file.ok) throw new UserError(`${path} cannot be read as safetensors: ${file.error}.`);
  return file.value.arrays;
}
