import { classMetrics, pointsInWords, signed, writePerplexity } from "@tributary/core/metrics";
import type { ClassMetrics } from "@tributary/core/metrics";
import { decodePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { UserError, toHex } from "@tributary/core/support";
import { openBlobFolder } from "@tributary/node-platform";
import type { RoundSummary } from "@tributary/proto/messages";
import { join } from "node:path";

import { loadPayload } from "../blobs/index.ts";
import type { RoundsSettings, TasksSettings } from "../config/index.ts";
import { bytes, percent } from "../observe/index.ts";
import type { TaskState } from "../round/index.ts";
import { roundSummaries, taskSummary } from "../service/index.ts";
import { pickTask, readState } from "./data-folder.ts";
import { table } from "./table.ts";

/** `tasks`: what there is in a data folder. */
export async function listTasks({ dataDir, json }: TasksSettings): Promise<string> {
  const state = await readState(dataDir);
  const blobs = await openBlobFolder(join(dataDir, "blobs"), { readOnly: true });
  const planOf = async (task: TaskState): Promise<Plan> => {
    const plan = decodePlan(await loadPayload(blobs, "plan", task.plan));
    if (!plan.ok) throw new UserError(`The plan of task ${task.task} cannot be read: ${plan.error}.`);
    return plan.value;
  };
  const tasks = await Promise.all(
    [...state.tasks.values()].map(async (task) => taskSummary(task, await planOf(task))),
  );
  if (json) return JSON.stringify(tasks);
  if (tasks.length === 0) return "There is no task here.";
  return table(
    ["task", "state", "round", "best", "title"],
    tasks.map(({ taskId, state: status, round, maximumRounds, bestRound, title }) => [
      taskId ?? "",
      status ?? "",
      `${round}/${maximumRounds}`,
      String(bestRound),
      title ?? "",
    ]),
  );
}

type Figure = number | string | undefined;

const isKnown = (value: Figure): value is number => typeof value === "number" && value >= 0;

function figure(value: Figure, write: (value: number) => string): string {
  return isKnown(value) ? write(value) : "-";
}

/** Over the base: points of accuracy, or what the perplexity has changed by. */
function gainOf({
  accuracy,
  baseAccuracy,
  perplexity,
  basePerplexity,
}: Pick<RoundSummary, "accuracy" | "baseAccuracy" | "perplexity" | "basePerplexity">): string {
  if (isKnown(accuracy) && isKnown(baseAccuracy)) return pointsInWords(accuracy - baseAccuracy);
  if (isKnown(perplexity) && isKnown(basePerplexity))
    return signed(perplexity - basePerplexity, writePerplexity);
  return "-";
}

/** Of the attempt at that place of the list; empty where nobody counted, or too many labels for each to be kept. */
function perClassOf(task: TaskState, index: number): readonly ClassMetrics[] {
  const attempt = task.status === "waiting" ? undefined : task.progress.history[index];
  return attempt?.end === "committed" ? (attempt.scores?.perClass.map(classMetrics) ?? []) : [];
}

/** `rounds`: every attempt of a task. */
export async function listRounds({ dataDir, task, json }: RoundsSettings): Promise<string> {
  const picked = pickTask(await readState(dataDir), task);
  const rounds = [...roundSummaries(picked)].map((round) => ({
    ...round,
    modelDigest: toHex(round.modelDigest ?? new Uint8Array()),
  }));
  if (json)
    return JSON.stringify(rounds.map((round, index) => ({ ...round, perClass: perClassOf(picked, index) })));
  if (rounds.length === 0) return "No round has begun.";
  const ofLanguage = rounds.some(({ perplexity }) => isKnown(perplexity));
  return table(
    [
      "round",
      "attempt",
      "phase",
      "counted",
      "dropped",
      "rejected",
      "loss",
      ofLanguage ? "perplexity" : "accuracy",
      "gain",
      "up",
      "down",
      "seconds",
      "",
    ],
    rounds.map((round) => [
      String(round.round),
      String(round.attempt),
      round.cause === "" ? String(round.phase) : `${round.phase} (${round.cause})`,
      String(round.counted),
      String(round.dropped),
      String(round.rejected),
      figure(round.loss, (loss) => loss.toFixed(4)),
      ofLanguage ? figure(round.perplexity, writePerplexity) : figure(round.accuracy, percent),
      gainOf(round),
      figure(round.bytesUp, bytes),
      figure(round.bytesDown, bytes),
      figure(round.seconds, (seconds) => seconds.toFixed(1)),
      round.best === true ? "best" : "",
    ]),
  );
}
