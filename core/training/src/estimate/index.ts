export { estimateTraining } from "./estimate-training.ts";
export type { DataFacts, EngineFacts, ExampleFacts, Fit, TrainingEstimate } from "./facts.ts";
export { stepBytes } from "./step-cost.ts";
export { measureThroughput } from "./throughput.ts";
