import { createHash } from "node:crypto";

import { UserError, canonicalJson } from "@tributary/core/support";
import { chunkLimitBytes } from "@tributary/core/wire";

import { readPlanFile } from "../config/index.ts";
import type { TaskCreateSettings, TaskOrderSettings } from "../config/index.ts";
import { baseFile, required } from "../service/index.ts";
import { withOperatorLine } from "./operator-line.ts";
import type { OperatorLine } from "./operator-line.ts";

/** `task create`: a task of a plan and its base model, on a coordinator that runs. @throws UserError */
export async function createTaskThere(settings: TaskCreateSettings): Promise<string> {
  const { plan, base } = await readPlanFile(settings.plan);
  return withOperatorLine(settings, async (line) => {
    let baseDigest: Uint8Array = new Uint8Array();
    const told: string[] = [];
    if (base !== undefined) {
      const { pieces, notes } = required(await baseFile(plan, base));
      told.push(...notes);
      baseDigest = await putBlob(line, pieces);
    }
    const { taskId } = await line.call("CreateTask", { plan: canonicalJson(plan), baseDigest });
    if (settings.json) return JSON.stringify({ task: taskId, notes: told });
    return [...told.map((note) => `Base model: ${note}.`), `Task ${taskId} is there.`].join("\n");
  });
}

/** `task pause`, `task resume`. @throws UserError */
export async function orderTask(
  method: "PauseTask" | "ResumeTask",
  settings: TaskOrderSettings,
): Promise<string> {
  return withOperatorLine(settings, async (line) => {
    const task = settings.task ?? (await onlyTask(line, method));
    await line.call(method, { taskId: task });
    const { tasks } = await line.call("ListTasks", {});
    const state = tasks.find(({ taskId }) => taskId === task)?.state ?? "";
    if (settings.json) return JSON.stringify({ task, state });
    if (method === "ResumeTask") return `Task ${task} goes on.`;
    return state === "paused" ? `Task ${task} is paused.` : `Task ${task} pauses once its model is made.`;
  });
}

/** The one task that an order can mean. @throws UserError */
async function onlyTask(line: OperatorLine, method: "PauseTask" | "ResumeTask"): Promise<string> {
  const states = method === "PauseTask" ? ["running"] : ["paused", "failed"];
  const { tasks } = await line.call("ListTasks", {});
  const [only, another] = tasks.filter(({ state }) => states.includes(state));
  if (only !== undefined && another === undefined) return only.taskId;
  const names = tasks.map(({ taskId, state }) => `${taskId} (${state})`).join(", ");
  throw new UserError(
    tasks.length === 0
      ? "The coordinator has no task."
      : `Which task is meant? Name one of these behind the command: ${names}.`,
  );
}

/** @param pieces makes them anew: once to be hashed, once to be sent */
async function putBlob(line: OperatorLine, pieces: () => Iterable<Uint8Array>): Promise<Uint8Array> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for (const piece of pieces()) {
    hash.update(piece);
    sizeBytes += piece.length;
  }
  const digest = hash.digest();
  let offset = 0;
  for (const piece of pieces()) {
    for (let from = 0; from < piece.length; from += chunkLimitBytes) {
      const data = piece.subarray(from, from + chunkLimitBytes);
      const { complete, nextOffset } = await line.call("PutBlob", { digest, sizeBytes, offset, data });
      if (complete) return digest;
      offset += data.length;
      if (nextOffset !== offset)
        throw new UserError("Another operator sends this base model just now; try again.");
    }
  }
  return digest;
}
