import { readTaskId, writeRoundKey } from "@tributary/core/wire";

import { callerOf, taskOf } from "./desk.ts";
import type { Desk, Methods } from "./desk.ts";

export function watchMethod(desk: Desk): Methods<"Watch"> {
  return {
    async *Watch(request, context) {
      callerOf(desk, context);
      const task = readTaskId("task_id", request.taskId);
      const now = taskOf(desk, task);
      // Where the task is, for a watcher that comes in the middle.
      if (now.status === "running") yield { key: writeRoundKey(now.round.key), phase: now.round.phase };
      if (now.status === "completed" || now.status === "failed")
        yield { key: { taskId: task }, phase: "ended" };
      for await (const { key, phase } of desk.hints.of(task, context.signal))
        yield { key: writeRoundKey(key), phase };
    },
  };
}
