export { traitsOf } from "./engine-traits.ts";
export { estimateTraining } from "./estimate-training.ts";
export type { DataFacts, EngineFacts, ExampleFacts, Fit, TrainingEstimate } from "./facts.ts";
export { stageCosts } from "./stage-costs.ts";
export { stepBytes } from "./step-cost.ts";
export { measureThroughput } from "./throughput.ts";
