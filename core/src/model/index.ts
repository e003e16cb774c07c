export { asLayers, fromLayers, isSmallNetwork } from "./as-layers.ts";
export type { LayersNetwork } from "./as-layers.ts";
export { checkBase } from "./check-base.ts";
export type { BaseProblem } from "./check-base.ts";
export { familyOf, isLanguageModel, transformersModelOf } from "./families/index.ts";
export type { FamilyPlan } from "./families/index.ts";
export { resnetStages, resnetStem } from "./families/resnet.ts";
export type { ResnetConvolution, ResnetLayer } from "./families/resnet.ts";
export { vggBlocks, vggMapSide } from "./families/vgg.ts";
export type { VggConvolution } from "./families/vgg.ts";
export type { Family, TensorKind, TensorSpec, TransformersModel } from "./family.ts";
export { frozenAdapters, initialKept, initialTrainables, randomBase, startOf } from "./initialise.ts";
export { shapeFor } from "./families/layers.ts";
export { inputSize } from "./input-size.ts";
export {
  layerOf,
  layersSection,
  modelInput,
  outputsFor,
  readTopology,
  topologyProblem,
  withOutputs,
} from "./layers/index.ts";
export type { Fields, LayerClass, LayerNode, LayersSection, LayersTopology } from "./layers/index.ts";
export { mergeModel, trainedTensors } from "./merge.ts";
export { adapterConfig, adapterTensors, mergeAdapter } from "./peft.ts";
export type { AdapterConfig } from "./peft.ts";
export { isAdaptable, matrixOf } from "./modules.ts";
export { adapters, keptTrainables, modelTensors, trainableLayout, trainables } from "./tuning.ts";
export type { Adapter, Trainable, TuningPlan } from "./tuning.ts";
export { modelProblem } from "./tuning-problem.ts";
