export { neighboursIn } from "./neighbours.ts";
export type { GraphAssumptions } from "./harary-parameters.ts";
export { activeAssumptions, activeFrom, completeUpTo, survivorsFloor, topologyFor } from "./topology.ts";
export type { Topology } from "./topology.ts";
