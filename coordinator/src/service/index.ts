export { callErrorOf } from "./call-errors.ts";
export { makeDataDir, openCoordinator } from "./coordinator.ts";
export type { Coordinator, CoordinatorOptions } from "./coordinator.ts";
export { baseFile, required } from "./base-model.ts";
export type { BaseModel } from "./base-model.ts";
export { clientOfToken } from "./enrolment.ts";
export type { Change } from "./ledger.ts";
export { roundSummaries, taskSummary } from "./summaries.ts";
export type { FindStrategy, Trouble } from "./workshop.ts";
