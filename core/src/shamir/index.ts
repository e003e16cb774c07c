export { createCombiner } from "./combine.ts";
export type { Combiner, CombineRefusal, Share } from "./combine.ts";
export { maximumHolders, split } from "./split.ts";
