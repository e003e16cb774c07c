export { epsilonSpent, noiseFor } from "./accountant.ts";
export type { Releases } from "./accountant.ts";
