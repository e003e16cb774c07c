import type { GatherV2Attrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { single, wasmKernel } from "./kernel.ts";

/** `gather` with batchDims gives wrong values on the wasm backend of TF.js 4.22: refused. Otherwise the stock kernel. */
export function gatherWithoutBatches(stock: KernelConfig): KernelConfig {
  const ours = wasmKernel<{ readonly x: TensorInfo; readonly indices: TensorInfo }, GatherV2Attrs>(
    "GatherV2",
    ({ inputs, attrs, backend }) => {
      if (attrs.batchDims !== 0) {
        throw new Error(
          `gather with batchDims = ${attrs.batchDims} is wrong on TF.js's wasm backend and is refused; gather from a flattened tensor, or use another engine`,
        );
      }
      const { x, indices } = inputs;
      const { axis, batchDims } = attrs;
      return single(stock.kernelFunc({ inputs: { x, indices }, backend, attrs: { axis, batchDims } }));
    },
  );
  return stock.setupFunc === undefined ? ours : { ...ours, setupFunc: stock.setupFunc };
}

/** The gradient of a 3-D convolution with respect to its input is wrong on the wasm backend of TF.js 4.22: refused. */
export function noConv3DBackpropInput(): KernelConfig {
  return wasmKernel("Conv3DBackpropInputV2", () => {
    throw new Error(
      "the gradient of conv3d with respect to its input is wrong on TF.js's wasm backend and is refused; use another engine",
    );
  });
}

/** Refuses channels-first images, which no convolution of the wasm backend can read. */
export function channelsLast(kernelName: string, dataFormat: "NHWC" | "NCHW" | undefined): void {
  if (dataFormat === "NCHW") {
    throw new Error(
      `${kernelName} on TF.js's wasm backend reads images channels last (NHWC), got NCHW; transpose them first`,
    );
  }
}
