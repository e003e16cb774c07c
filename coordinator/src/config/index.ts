export { readCommandLine } from "./command-line.ts";
export type { Invocation } from "./command-line.ts";
export { readPlanFile, strategyFinder } from "./plan-file.ts";
export type { PlanFile } from "./plan-file.ts";
export type {
  ClientListSettings,
  ClientRevokeSettings,
  ExportSettings,
  LineSettings,
  RosterKeySettings,
  RosterShowSettings,
  RosterSignSettings,
  RoundsSettings,
  ServeSettings,
  TaskCreateSettings,
  TaskOrderSettings,
  TasksSettings,
} from "./settings.ts";
export { UsageError, usage } from "./usage.ts";
