import { evolve, initialState, stateFromJson, stateToJson, stateVersion } from "../round/index.ts";
import type { CoordinatorState } from "../round/index.ts";
import type { Journal } from "./journal.ts";

/** A state and the newest event in it. */
export interface FoldedState {
  readonly state: CoordinatorState;
  readonly sequence: number;
}

/**
 * The state that a journal stands for: its snapshot, if this release can read it, and every event since. It is the
 * one way in which a state comes to memory, at a start as after a failed append (reset first).
 * @throws JournalDamaged, StorageError
 */
export async function foldJournal(journal: Journal): Promise<FoldedState> {
  const snapshot = await journal.latestSnapshot();
  const usable = snapshot?.stateVersion === stateVersion ? snapshot : undefined;
  let state = usable === undefined ? initialState : stateFromJson(usable.state);
  let sequence = usable?.sequence ?? 0;
  for await (const entry of journal.read(sequence)) {
    state = evolve(state, entry.event);
    sequence = entry.sequence;
  }
  return { state, sequence };
}

/** Saves a folded state, so that the next start folds only what comes after. @throws StorageError */
export async function saveFold(journal: Journal, { state, sequence }: FoldedState): Promise<void> {
  await journal.saveSnapshot({ sequence, stateVersion, state: stateToJson(state) });
}
