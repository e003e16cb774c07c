export { createLog } from "./log.ts";
export type { Log } from "./log.ts";
export { endEntry, narrator, planEntries, troubleEntry } from "./narrator.ts";
export { bytes, percent } from "./words.ts";
