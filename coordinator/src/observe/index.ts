export { createLog } from "./log.ts";
export type { Log } from "./log.ts";
export { endEntry, membersEntry, narrator, planEntries, troubleEntry } from "./narrator.ts";
export { sparing } from "./sparing.ts";
export { bytes, count, date, percent } from "./words.ts";
