// What a trained model looks like to others: one file, or a folder as PEFT, transformers or TF.js load it.
export { historyFacts } from "./card/card-facts.ts";
export { exportedFile, exportedFolder } from "./exported.ts";
export { hubNameOf } from "./hugging-face-config.ts";
export { keptPart } from "./kept-part.ts";
export type { FileContents, TrainedModel } from "./trained-model.ts";
