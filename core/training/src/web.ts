// What browsers take of this package: the same training on engines that browsers have. TF.js is loaded when an engine is
// chosen.
export type { ClientEvent } from "./client-event.ts";
export { chooseEngine } from "./engine/web/web-engines.ts";
export { describeDecision } from "./engine/index.ts";
export type {
  ChooseEngineOptions,
  ChosenEngine,
  Engine,
  EngineDecision,
  EngineName,
} from "./engine/index.ts";
export { predict } from "./evaluator.ts";
export type { Prediction } from "./evaluator.ts";
export type { TrainingEstimate } from "./estimate/index.ts";
export type { KeptStore } from "./kept-weights.ts";
export { lazyTrainer } from "./lazy-trainer.ts";
export type { WholeModel } from "./whole-model.ts";
