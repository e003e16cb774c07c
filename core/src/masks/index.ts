export { addMasks, toSigned } from "./add-masks.ts";
export type { Mask, MaskSource } from "./add-masks.ts";
