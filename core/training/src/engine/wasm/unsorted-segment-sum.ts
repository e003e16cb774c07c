import type { KernelConfig, TensorInfo, UnsortedSegmentSumAttrs } from "@tensorflow/tfjs";
import { floats, integers, wasmKernel } from "./kernel.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

/**
 * out[s] = the sum of x[i] over all i with segmentIds[i] = s: what `gather` needs for its gradient. An id outside
 * [0, numSegments) adds to nothing, as in TensorFlow. float32, ids of rank 1. TF.js has no such kernel for wasm.
 */
export function unsortedSegmentSum(): KernelConfig {
  return wasmKernel<Inputs, UnsortedSegmentSumAttrs>("UnsortedSegmentSum", ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs;
    const [count = 0, ...rest] = x.shape;
    if (segmentIds.shape.length !== 1 || segmentIds.shape[0] !== count) {
      throw new RangeError(
        `unsortedSegmentSum on wasm expected ${count} segment ids, got ids of shape [${segmentIds.shape.join(", ")}]`,
      );
    }
    const sum = backend.makeOutput([attrs.numSegments, ...rest], "float32");
    const values = floats(backend, x);
    const ids = integers(backend, segmentIds);
    const sums = floats(backend, sum);
    sums.fill(0);
    const rowSize = rest.reduce((product, size) => product * size, 1);
    for (let row = 0; row < count; row++) {
      const id = ids[row]!;
      if (id < 0 || id >= attrs.numSegments) continue;
      const from = row * rowSize;
      const to = id * rowSize;
      for (let i = 0; i < rowSize; i++) sums[to + i]! += values[from + i]!;
    }
    return sum;
  });
}
