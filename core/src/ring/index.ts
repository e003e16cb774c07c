export { initialBounds, nextBounds } from "./bounds.ts";
export {
  addMeta,
  classCounts,
  countsOf,
  decodeMeta,
  encodeMeta,
  marginsOf,
  metaProblem,
  metaWords,
  readUpdateMeta,
} from "./meta-lane.ts";
export type { MetaLane } from "./meta-lane.ts";
export { addPacked, pack, packedStatistics } from "./packing.ts";
export type { PackedStatistics } from "./packing.ts";
export { ringSum } from "./ring-sum.ts";
export type { RingSum, RingSumShape } from "./ring-sum.ts";
export { noWrapProblem, packedBytes, quantisationLimit } from "./profile.ts";
export type { EncodingBounds, RingProfile } from "./profile.ts";
export { decodeMean, quantise, weightUnit, weightUnits } from "./quantise.ts";
export type { Quantised } from "./quantise.ts";
export { encodePayload, parsePayload, payloadBytes } from "./update-payload.ts";
export type { UpdateParts, UpdateShape } from "./update-payload.ts";
