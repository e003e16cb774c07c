import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { OwnKernel } from "../own-kernels.ts";
import { wasmKernel } from "./kernel.ts";
import { routines } from "./simd/instance.ts";

/** Both GELUs, of ops/gelu.ts, and their slopes times dy. Of a number of values that four divides. */
export const geluKernels: readonly KernelConfig[] = [
  valueKernel("TributaryGelu", "gelu"),
  slopeKernel("TributaryGeluSlope", "geluSlope"),
  valueKernel("TributaryGeluNew", "geluNew"),
  slopeKernel("TributaryGeluNewSlope", "geluNewSlope"),
];

function valueKernel(name: OwnKernel, routine: "gelu" | "geluNew"): KernelConfig {
  return wasmKernel<{ readonly x: TensorInfo }, object>(name, ({ inputs, backend }) => {
    const { x } = inputs;
    const out = backend.makeOutput(x.shape, "float32");
    const [from, to] = [x, out].map(({ dataId }) => backend.getMemoryOffset(dataId));
    routines(backend)[routine](from!, to!, sizeOf(x));
    return out;
  });
}

function slopeKernel(name: OwnKernel, routine: "geluSlope" | "geluNewSlope"): KernelConfig {
  return wasmKernel<{ readonly x: TensorInfo; readonly dy: TensorInfo }, object>(
    name,
    ({ inputs, backend }) => {
      const { x, dy } = inputs;
      const out = backend.makeOutput(x.shape, "float32");
      const [from, slopes, to] = [x, dy, out].map(({ dataId }) => backend.getMemoryOffset(dataId));
      routines(backend)[routine](from!, slopes!, to!, sizeOf(x));
      return out;
    },
  );
}

function sizeOf({ shape }: TensorInfo): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
