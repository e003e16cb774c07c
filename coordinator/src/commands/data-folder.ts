import type { TaskId } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";

import { foldJournal, readLmdbJournal } from "../journal/index.ts";
import type { CoordinatorState, TaskState } from "../round/index.ts";

/** The state of a data folder, also while a coordinator runs on it. @throws StorageError, JournalDamaged */
export async function readState(dataDir: string): Promise<CoordinatorState> {
  const journal = await readLmdbJournal(dataDir);
  try {
    return (await foldJournal(journal)).state;
  } finally {
    await journal.close();
  }
}

/** The task of that name, or the only one. @throws UserError that lists the tasks */
export function pickTask(state: CoordinatorState, name: string | undefined): TaskState {
  const names = [...state.tasks.keys()];
  if (name === undefined) {
    const [only, another] = state.tasks.values();
    if (only !== undefined && another === undefined) return only;
    throw new UserError(
      names.length === 0
        ? "There is no task here."
        : `There are several tasks: ${names.join(", ")}. Choose one with --task.`,
    );
  }
  const found = state.tasks.get(name as TaskId);
  if (found === undefined) {
    throw new UserError(
      `There is no task ${name} here${names.length === 0 ? "" : `; there are ${names.join(", ")}`}.`,
    );
  }
  return found;
}
