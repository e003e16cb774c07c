import type { RoundKey } from "@tributary/core/support";
import { sameRound } from "@tributary/core/support";

import type { Round, TaskState } from "../round/index.ts";
import type { Workshop } from "./workshop.ts";

export type RunningTask = Extract<TaskState, { status: "running" }>;

/** What is open for an attempt while it runs, such as its sum or its session. */
export interface PerAttempt<Value> {
  /** Opened when it is first needed; undefined if that attempt does not run or is in another phase. @throws StorageError */
  of(key: RoundKey): Promise<Value | undefined>;
  /** Closes what an attempt has open. */
  end(key: RoundKey): Promise<void>;
  close(): Promise<void>;
}

/** The task whose attempt `key` names, if that attempt runs. */
export function runningTask({ ledger }: Pick<Workshop, "ledger">, key: RoundKey): RunningTask | undefined {
  const task = ledger.state.tasks.get(key.task);
  return task?.status === "running" && sameRound(task.round.key, key) ? task : undefined;
}

/** Opens a value once for each attempt in one of the phases. */
export function perAttempt<Value, Phase extends Round["phase"]>(
  workshop: Pick<Workshop, "ledger" | "folders">,
  options: {
    readonly isIn: (round: Round) => round is Extract<Round, { phase: Phase }>;
    open(task: RunningTask, round: Extract<Round, { phase: Phase }>): Promise<Value>;
    close(value: Value): Promise<void>;
  },
): PerAttempt<Value> {
  const values = new Map<string, Promise<Value>>();

  async function closeOne(value: Promise<Value> | undefined): Promise<void> {
    const opened = await value?.catch(() => undefined);
    if (opened !== undefined) await options.close(opened);
  }

  return {
    async of(key) {
      const name = workshop.folders.path(key);
      const known = values.get(name);
      if (known !== undefined) return known;
      const task = runningTask(workshop, key);
      if (task === undefined || !options.isIn(task.round)) return undefined;
      const opening = options.open(task, task.round);
      values.set(name, opening);
      opening.catch(() => values.delete(name));
      return opening;
    },
    async end(key) {
      const name = workshop.folders.path(key);
      const value = values.get(name);
      values.delete(name);
      await closeOne(value);
    },
    async close() {
      const open = [...values.values()];
      values.clear();
      for (const value of open) await closeOne(value);
    },
  };
}
