export { commands } from "./commands.ts";
export { complain } from "./ending.ts";
export { federate } from "./federate.ts";
export type { ClientCommand, Federation } from "./federate.ts";
export type { ClientLine, RoundLine } from "./lines.ts";
export { openProcesses } from "./processes.ts";
export type { Processes } from "./processes.ts";
export { UsageError } from "./usage-error.ts";
