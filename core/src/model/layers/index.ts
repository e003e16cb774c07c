// TF.js layers models, as far as their model.json says what they compute.
export { modelInput } from "./graph.ts";
export type { LayerNode } from "./graph.ts";
export type { Fields } from "./fields.ts";
export type { LayerClass } from "./layer-classes.ts";
export { layersSection, topologyProblem } from "./section.ts";
export type { LayersSection } from "./section.ts";
export { outputsFor, readTopology, withOutputs } from "./topology.ts";
export type { LayersTopology } from "./topology.ts";
export { layerOf } from "./weights.ts";
