export { attention } from "./attention.ts";
export { crossEntropy } from "./cross-entropy.ts";
export { embedding } from "./embedding.ts";
export { gelu, geluNew } from "./gelu.ts";
export { layerNorm } from "./layer-norm.ts";
export { frozenLinear } from "./linear.ts";
export { tiedCrossEntropy, tiedLosses } from "./tied-cross-entropy.ts";
