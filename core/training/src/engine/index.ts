export type { Candidate } from "./candidate.ts";
export { describeDecision } from "./choose.ts";
export type { ChooseEngineOptions, ChosenEngine, EngineDecision } from "./choose.ts";
export { engineNames } from "./engine.ts";
export type { Engine, EngineName, TensorFlow } from "./engine.ts";
