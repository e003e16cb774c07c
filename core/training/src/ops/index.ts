export { attention } from "./attention.ts";
export type { AttentionOptions } from "./attention.ts";
export { gelu, geluNew } from "./gelu.ts";
export { layerNorm } from "./layer-norm.ts";
