export { foldJournal, saveFold } from "./fold.ts";
export { JournalClosed, JournalDamaged } from "./journal.ts";
export type { Journal, JournalEntry } from "./journal.ts";
export { openLmdbJournal, readLmdbJournal } from "./lmdb-journal.ts";
export { quietLmdb } from "./quiet-lmdb.ts";
export { memoryJournal } from "./memory-journal.ts";
