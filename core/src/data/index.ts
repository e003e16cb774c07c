export { entriesFrom, textOf } from "./data-files.ts";
export type { DataFiles, Entries } from "./data-files.ts";
export { inferPlan } from "./infer-plan.ts";
export { checkedExamples, readData } from "./read-data.ts";
export { readInputs } from "./read-inputs.ts";
export type { Input } from "./read-inputs.ts";
