import type { CoordinatorEvent } from "../round/index.ts";
import { JournalClosed } from "./journal.ts";
import type { Journal, JournalEntry, Snapshot } from "./journal.ts";

/**
 * A journal that lives as long as the process: for tests and simulations. Events are kept as JSON, so that what a
 * file would not keep is lost here, too.
 */
export function memoryJournal(): Journal {
  const events: string[] = [];
  let snapshot: Snapshot | undefined;
  let closed = false;
  return {
    async append(list) {
      if (closed) throw new JournalClosed();
      events.push(...list.map((event) => JSON.stringify(event)));
      return events.length;
    },
    async *read(after = 0): AsyncGenerator<JournalEntry> {
      if (closed) throw new JournalClosed();
      const end = events.length;
      for (const [index, json] of events.slice(after, end).entries()) {
        // The one cast: JSON of an event that was appended above.
        yield { sequence: after + index + 1, event: JSON.parse(json) as CoordinatorEvent };
      }
    },
    async saveSnapshot(saved) {
      if (closed) throw new JournalClosed();
      snapshot = saved;
    },
    async latestSnapshot() {
      if (closed) throw new JournalClosed();
      return snapshot;
    },
    async reset() {
      if (closed) throw new JournalClosed();
    },
    async close() {
      closed = true;
    },
  };
}
