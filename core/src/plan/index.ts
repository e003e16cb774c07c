export { decodePlan, planBytes, planDigest } from "./canonical.ts";
export { trainingPlaces } from "./cohort.ts";
export { formatProblems as formatPlanProblems } from "../yaml/index.ts";
export type { TextProblem as PlanProblem } from "../yaml/index.ts";
export type { FoundInBase } from "./complete.ts";
export { parsePlan, plannedBase } from "./parse.ts";
export { planSchema } from "./schema.ts";
export type { Cohort, Plan, PlanInput } from "./schema.ts";
