export { gelu, geluNew } from "./gelu.ts";
export { layerNorm } from "./layer-norm.ts";
