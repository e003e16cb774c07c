import type { ScoredModel, TaskState } from "./state.ts";

/** The best model so far, if one was scored. */
export function bestOf(task: TaskState): ScoredModel | null {
  if (task.status === "waiting") return null;
  return task.status === "completed" ? task.best : task.progress.scoring.best;
}
