export { decodePlan, planBytes, planDigest } from "./canonical.ts";
export { trainingPlaces } from "./cohort.ts";
export { planModules } from "./modules.ts";
export type { PlanModule } from "./modules.ts";
export { formatPlanProblems, parsePlan } from "./parse.ts";
export type { PlanProblem } from "./parse.ts";
export { planSchema } from "./schema.ts";
export type { Cohort, Plan, PlanInput } from "./schema.ts";
