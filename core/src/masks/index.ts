export { addMasks, toSigned } from "./add-masks.ts";
export type { Mask, MaskSource } from "./add-masks.ts";
export type { MaskPort } from "./mask-port.ts";
export { pausingMasks } from "./pausing-masks.ts";
export type { Pause, PausingMasks } from "./pausing-masks.ts";
export { simdMasks } from "./simd-masks.ts";
