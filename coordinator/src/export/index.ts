// What a trained model looks like to others: one file, or a folder as PEFT, transformers or TF.js load it.
export { tarOf } from "./archive.ts";
export { historyFacts } from "./card/card-facts.ts";
export { exportedFile, exportedFolder } from "./exported.ts";
export { keptPart } from "./kept-part.ts";
export { begun, chosenModel, madeModels } from "./chosen-model.ts";
export type { WantedRound } from "./chosen-model.ts";
export { loadTrained } from "./load-trained.ts";
export type { FileContents, TrainedModel } from "./trained-model.ts";
