import { checkBase, modelProblem, randomBase } from "@tributary/core/model";
import { planBytes, planDigest } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { noWrapProblem } from "@tributary/core/ring";
import type { Digest, Result, TaskId } from "@tributary/core/support";
import { UserError, err, ok, taskId } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import { decodeSafetensors, encodeSafetensors, trustedLimits } from "@tributary/core/tensor";

import { storePayload } from "../blobs/index.ts";
import { termsOf } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/** The file of the base model that a plan names; undefined where the plan says `base: random`. */
export type BaseFile = { readonly source: string; readonly bytes: Uint8Array } | undefined;

/**
 * Creates a task from a checked plan and its base model. Creating the same task again changes nothing.
 * @throws UserError in one sentence: a plan that this release cannot run, a base that does not fit it, a name that is taken
 * @throws StorageError
 */
export async function createTask(workshop: Workshop, plan: Plan, baseFile: BaseFile): Promise<TaskId> {
  const { ledger, blobs } = workshop;
  const problem = planProblem(plan);
  if (problem !== undefined) throw new UserError(`Task ${plan.task}: ${problem}.`);
  const payload = planBytes(plan);
  const terms = termsOf(plan, planDigest(plan), payload);
  await workshop.findStrategy(terms);
  const base = await storeBase(workshop, plan, baseFile);
  if (!base.ok) throw new UserError(base.error);
  await storePayload(blobs, payload);
  const { rounds, cohort, stopping, privacy } = plan;
  const created = await ledger.execute({
    kind: "create-task",
    task: taskId(plan.task),
    terms: { rounds, cohort, stopping, mode: privacy.mode },
    plan: terms.planDigest,
    base: base.value,
  });
  if (!created.ok) throw new UserError(`Task ${plan.task} cannot be created: ${created.error.detail}.`);
  return taskId(plan.task);
}

function planProblem(plan: Plan): string | undefined {
  return modelProblem(plan) ?? noWrapProblem(termsOf(plan, planDigest(plan), new Uint8Array()).firstBounds);
}

async function storeBase({ blobs }: Workshop, plan: Plan, file: BaseFile): Promise<Result<Digest, string>> {
  const base = readBase(plan, file);
  if (!base.ok) return base;
  // Stored anew, so that one model has one digest, whatever order and metadata its file came in.
  const bytes = encodeSafetensors(base.value, { dtype: "F32", metadata: { format: "pt" } });
  return ok((await blobs.put([bytes])).digest);
}

function readBase(plan: Plan, file: BaseFile): Result<NamedArrays, string> {
  if (file === undefined) return ok(randomBase(plan));
  const { source, bytes } = file;
  const decoded = decodeSafetensors(bytes, trustedLimits);
  if (!decoded.ok) return err(`The base model ${source} cannot be read: ${decoded.error}.`);
  const checked = checkBase(plan, decoded.value.arrays);
  if (checked.ok) return checked;
  const [first, ...more] = checked.error;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return err(
    `The base model ${source} does not fit the plan: ${first?.message ?? "it was refused"}${others}.`,
  );
}
