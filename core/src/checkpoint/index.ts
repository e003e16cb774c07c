// Models as they come from elsewhere: which files a folder has and what becomes of each, names of tensors, configs.
export { assetNames, carriedAssets, describeFolder, tokenizerFault } from "./folder.ts";
export type { FolderContents } from "./folder.ts";
export { isPlainName, shardFault, shardIndex } from "./shards.ts";
export type { ShardIndex } from "./shards.ts";
export { licenceOf } from "./licence.ts";
export { bertNames, distilbertNames, gpt2Names, nameTableOf } from "./name-tables.ts";
export { fitBase } from "./fit-base.ts";
export type { FittedBase, ForeignModel } from "./fit-base.ts";
export { matchTensors } from "./names.ts";
export type { AvailableTensor, FreshTensor, NameTable, TensorMatch, WantedTensor } from "./names.ts";
export { jsonObject } from "./config/fields.ts";
export { modelSectionOf } from "./config/section-of.ts";
export type { CheckpointPlan } from "./config/section-of.ts";
export type {
  BertSection,
  Checkpoint,
  DistilBertSection,
  Gpt2Section,
  ImageSection,
  ModelSection,
  Pooling,
  ResnetSection,
  VitSection,
} from "./config/sections.ts";
export { layersModelFiles, readLayersModel, writeLayersModel } from "./layers/layers-model.ts";
export type { LayersModel, LayersModelFiles } from "./layers/layers-model.ts";
export { weightFilesOf } from "./layers/model-json.ts";
