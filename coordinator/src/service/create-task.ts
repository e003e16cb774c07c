import { modelProblem } from "@tributary/core/model";
import { planBytes, planDigest } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { noWrapProblem } from "@tributary/core/ring";
import type { TaskId } from "@tributary/core/support";
import { UserError, taskId } from "@tributary/core/support";

import { storePayload } from "../blobs/index.ts";
import { required, storeBase } from "./base-model.ts";
import type { BaseModel } from "./base-model.ts";
import { termsOf } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/**
 * Creates a task from a checked plan and its base model. Creating the same task again changes nothing.
 * @param onNote told what became of the base model's tensors, in sentences without their end
 * @throws UserError in one sentence: a plan that this release cannot run, a base that does not fit it, a name that is taken
 * @throws StorageError
 */
export async function createTask(
  workshop: Workshop,
  plan: Plan,
  base: BaseModel,
  onNote: (note: string) => void = () => undefined,
): Promise<TaskId> {
  const { ledger, blobs } = workshop;
  const problem = planProblem(plan);
  if (problem !== undefined) throw new UserError(`Task ${plan.task}: ${problem}.`);
  const payload = planBytes(plan);
  const terms = termsOf(plan, planDigest(plan), payload);
  await workshop.findStrategy(terms);
  const { digest, notes } = required(await storeBase(blobs, plan, base));
  for (const note of notes) onNote(note);
  await storePayload(blobs, payload);
  const { rounds, cohort, stopping, privacy } = plan;
  const created = await ledger.execute({
    kind: "create-task",
    task: taskId(plan.task),
    terms: { rounds, cohort, stopping, mode: privacy.mode },
    plan: terms.planDigest,
    base: digest,
  });
  if (!created.ok) throw new UserError(`Task ${plan.task} cannot be created: ${created.error.detail}.`);
  return taskId(plan.task);
}

function planProblem(plan: Plan): string | undefined {
  return modelProblem(plan) ?? noWrapProblem(termsOf(plan, planDigest(plan), new Uint8Array()).firstBounds);
}
