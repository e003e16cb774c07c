export { readPlanFile, strategyFinder } from "./plan-file.ts";
export type { PlanFile } from "./plan-file.ts";
export { readCommandLine } from "./settings.ts";
export type { ExportSettings, Invocation, RoundsSettings, ServeSettings, TasksSettings } from "./settings.ts";
export { UsageError, usage } from "./usage.ts";
