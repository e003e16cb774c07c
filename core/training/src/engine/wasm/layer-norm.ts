import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { wasmKernel } from "./kernel.ts";
import { routines } from "./simd/instance.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly gamma: TensorInfo;
  readonly beta: TensorInfo;
}

/**
 * Layer norm, of ops/layer-norm.ts, over rows whose length four divides: the result, and each row's mean and inverse
 * deviation, [rows, 2], from which the other computes the gradient with respect to x.
 */
export const layerNormKernels: readonly KernelConfig[] = [
  wasmKernel<Inputs, { readonly epsilon: number }>("TributaryLayerNorm", ({ inputs, attrs, backend }) => {
    const { x, gamma, beta } = inputs;
    const [rows, width] = extentOf(x);
    const out = backend.makeOutput(x.shape, "float32");
    const statistics = backend.makeOutput([rows, 2], "float32");
    const addresses = [x, gamma, beta, out, statistics].map(({ dataId }) => backend.getMemoryOffset(dataId));
    routines(backend).layerNorm(...addresses, rows, width, attrs.epsilon);
    return [out, statistics];
  }),
  wasmKernel<Omit<Inputs, "beta"> & { readonly statistics: TensorInfo; readonly dy: TensorInfo }, object>(
    "TributaryLayerNormSlope",
    ({ inputs, backend }) => {
      const { x, gamma, statistics, dy } = inputs;
      const out = backend.makeOutput(x.shape, "float32");
      const addresses = [x, gamma, statistics, dy, out].map(({ dataId }) => backend.getMemoryOffset(dataId));
      routines(backend).layerNormSlope(...addresses, ...extentOf(x));
      return out;
    },
  ),
];

function extentOf({ shape }: TensorInfo): readonly [rows: number, width: number] {
  return [shape.slice(0, -1).reduce((product, extent) => product * extent, 1), shape.at(-1) ?? 0];
}
