export type { ClientEvent } from "./client-event.ts";
export { describeDecision, engineNames } from "./engine/index.ts";
export type {
  ChooseEngineOptions,
  ChosenEngine,
  Engine,
  EngineDecision,
  EngineName,
} from "./engine/index.ts";
export { chooseEngine } from "./engine/node-engines.ts";
export { evaluateEach, evaluateModel, predict } from "./evaluator.ts";
export type { Prediction } from "./evaluator.ts";
export { generate } from "./generate.ts";
export type { Continuation, GenerateOptions } from "./generate.ts";
export type { TrainingEstimate } from "./estimate/index.ts";
export type { KeptStore } from "./kept-weights.ts";
export { lazyTrainer } from "./lazy-trainer.ts";
export { createScorer } from "./scorer.ts";
export type { Scorer } from "./scorer.ts";
export { createTrainer } from "./trainer.ts";
export type { TrainerOptions } from "./trainer.ts";
export { splitExamples } from "./batches/index.ts";
export type { Split } from "./batches/index.ts";
export type { ScoringPlan, WholeModel } from "./whole-model.ts";
