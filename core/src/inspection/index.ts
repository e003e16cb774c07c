export { inspectExamples } from "./inspect-examples.ts";
export type { Distribution, Inspection } from "./inspection.ts";
