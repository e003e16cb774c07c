import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { single, wasmKernel } from "./kernel.ts";

interface Inputs {
  readonly x: TensorInfo;
}

/**
 * A clone that shares its tensor's values, as on every other backend; the wasm backend of TF.js 4.22 copies them. TF.js
 * clones whatever a tape keeps for the way back, frozen weights among it, so the copies cost half of a step's memory.
 * The stock kernel clones strings.
 */
export function identity(stock: KernelConfig): KernelConfig {
  return wasmKernel<Inputs, Record<string, never>>("Identity", ({ inputs, attrs, backend }) => {
    const { x } = inputs;
    if (x.dtype === "string") return single(stock.kernelFunc({ inputs: { x }, backend, attrs }));
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}
