import type { TaskId } from "@tributary/core/support";

/** Bytes of models that were sent in the running round, by task. A restart forgets them: they are a figure, not a fact. */
export interface DownloadMeter {
  add(task: TaskId, bytes: number): void;
  bytesOf(task: TaskId): number;
  reset(task: TaskId): void;
}

export function downloadMeter(): DownloadMeter {
  const bytes = new Map<TaskId, number>();
  return {
    add(task, more) {
      bytes.set(task, (bytes.get(task) ?? 0) + more);
    },
    bytesOf: (task) => bytes.get(task) ?? 0,
    reset(task) {
      bytes.delete(task);
    },
  };
}
