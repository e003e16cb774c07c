// What people write in YAML (or JSON), checked against a schema of zod, with the line and column of each problem.
export { schemaWords, valueAt } from "./expectation.ts";
export type { SchemaWords } from "./expectation.ts";
export { faultsOf, keyPath } from "./faults.ts";
export type { Fault } from "./faults.ts";
export { formatProblems, parseYaml } from "./parse.ts";
export type { TextProblem } from "./parse.ts";
export { writeYaml } from "./write.ts";
