export { parseMembers } from "./members-file.ts";
export { readRosterFile, rosterFileText } from "./roster-file.ts";
export type { RosterFile } from "./roster-file.ts";
