export { readCommandLine } from "./command-line.ts";
export type { Invocation } from "./command-line.ts";
export { readPlanFile, strategyFinder } from "./plan-file.ts";
export type { PlanFile } from "./plan-file.ts";
export type {
  ExportSettings,
  RosterKeySettings,
  RosterShowSettings,
  RosterSignSettings,
  RoundsSettings,
  ServeSettings,
  TasksSettings,
} from "./settings.ts";
export { UsageError, usage } from "./usage.ts";
