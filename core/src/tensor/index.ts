export { sha256Digest } from "./digest.ts";
export { bfloatToFloat, floatToBfloat, floatToHalf, halfToFloat, largestHalf } from "./half.ts";
export { allFinite, l2Norm } from "./kernels.ts";
export { elementCount, flatten, layoutOf, unflatten } from "./named-arrays.ts";
export type { Layout, LayoutEntry, NamedArray, NamedArrays } from "./named-arrays.ts";
export { asBytes, decodeSafetensors, readValues } from "./read-safetensors.ts";
export type { SafetensorsFile } from "./read-safetensors.ts";
export {
  baseLimits,
  defaultLimits,
  dtypeFault,
  dtypeWidths,
  isDtype,
  readHeader,
  trustedLimits,
} from "./safetensors-header.ts";
export type {
  Dtype,
  HeaderProgress,
  OtherDtype,
  SafetensorsHeader,
  SafetensorsLimits,
  TensorInfo,
} from "./safetensors-header.ts";
export { encodeSafetensors, safetensorsPieces } from "./write-safetensors.ts";
export type { SafetensorsOptions } from "./write-safetensors.ts";
