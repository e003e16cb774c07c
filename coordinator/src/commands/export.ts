import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { mergeModel, trainableLayout } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import { UserError, canonicalJson } from "@tributary/core/support";
import { encodeSafetensors, sha256Digest, unflatten } from "@tributary/core/tensor";
import { openBlobFolder, storageError, writeFileDurably } from "@tributary/node-platform";

import { loadPayload, loadTensors, loadVector } from "../blobs/index.ts";
import type { ExportSettings } from "../config/index.ts";
import type { ModelRef, TaskState } from "../round/index.ts";
import { bestOf } from "../service/index.ts";
import { pickTask, readState } from "./data-folder.ts";

export interface ExportedModel {
  readonly path: string;
  readonly task: string;
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Writes a model of a task as safetensors: the whole of it, or the trained tensors alone. Works while a coordinator
 * runs on the folder.
 * @throws UserError, StorageError
 */
export async function exportModel(settings: ExportSettings): Promise<ExportedModel> {
  const { dataDir, out, adapter } = settings;
  const task = pickTask(await readState(dataDir), settings.task);
  const { round, model } = chosenModel(task, settings.round);
  const blobs = await openBlobFolder(join(dataDir, "blobs"), { readOnly: true });
  const plan = decodePlan(await loadPayload(blobs, "plan", task.plan));
  if (!plan.ok) throw new UserError(`The plan of task ${task.task} cannot be read: ${plan.error}.`);
  const layout = trainableLayout(plan.value);
  const vector = await loadVector(blobs, model.master, layout);
  const arrays = adapter
    ? unflatten(layout, vector)
    : mergeModel(plan.value, await loadTensors(blobs, task.base), vector);
  const metadata = {
    format: "pt",
    task: task.task,
    round: String(round),
    base: task.base,
    "tributary.plan": canonicalJson(plan.value),
  };
  const bytes = encodeSafetensors(arrays, { dtype: "F32", metadata });
  const name = `${task.task}-round-${round}${adapter ? "-adapter" : ""}.safetensors`;
  const path = out.endsWith(".safetensors") ? out : join(out, name);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", dirname(path));
  }
  await writeFileDurably(path, bytes);
  return { path, task: task.task, round, sizeBytes: bytes.length, sha256: sha256Digest(bytes) };
}

function chosenModel(
  task: TaskState,
  wanted: ExportSettings["round"],
): { readonly round: number; readonly model: ModelRef } {
  if (task.status === "waiting") throw new UserError(`Task ${task.task} has no model yet.`);
  const made = task.progress.history.flatMap((attempt) =>
    attempt.end === "committed" && attempt.purpose === "train"
      ? [{ round: attempt.round, model: attempt.model }]
      : [],
  );
  if (wanted === "last") return made.at(-1) ?? start(task, made);
  if (wanted === "best") return bestOf(task) ?? made.at(-1) ?? start(task, made);
  if (wanted === 0) return start(task, made);
  const found = made.find(({ round }) => round === wanted);
  if (found !== undefined) return found;
  const last = made.at(-1)?.round;
  throw new UserError(
    last === undefined
      ? `Task ${task.task} has no committed round yet.`
      : `Task ${task.task} has no model of round ${wanted}; there are 1 to ${last}.`,
  );
}

/** The model that the task began with; it is known for as long as it is the newest or the best. */
function start(
  task: Exclude<TaskState, { status: "waiting" }>,
  made: readonly unknown[],
): { readonly round: number; readonly model: ModelRef } {
  const best = bestOf(task);
  if (best?.round === 0) return best;
  if (made.length === 0) return { round: 0, model: task.progress.model };
  throw new UserError(
    `Task ${task.task} has gone past the model that it began with; choose a round from 1 on.`,
  );
}
