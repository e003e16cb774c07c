export { sha256Digest } from "./digest.ts";
export { bfloatToFloat, floatToBfloat, floatToHalf, halfToFloat, largestHalf } from "./half.ts";
export { addScaledTo, addTo, allFinite, clipToNorm, l2Norm, scaleBy } from "./kernels.ts";
export { elementCount, flatten, layoutOf, unflatten } from "./named-arrays.ts";
export type { Layout, LayoutEntry, NamedArray, NamedArrays } from "./named-arrays.ts";
export { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
export type { SafetensorsFile, SafetensorsOptions } from "./safetensors.ts";
export { defaultLimits, readHeader, trustedLimits } from "./safetensors-header.ts";
export type {
  Dtype,
  HeaderProgress,
  SafetensorsHeader,
  SafetensorsLimits,
  TensorInfo,
} from "./safetensors-header.ts";
