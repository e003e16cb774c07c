import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** What a kernel of ours is run with: TF.js checks neither the names of inputs nor the attributes, so each kernel says its own. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: BackendWasm;
}

/**
 * A kernel of the wasm backend. `run` owns every tensor it makes and returns its results; its inputs are borrowed.
 * Views of the heap are taken after the last `makeOutput`: an allocation may grow the memory, which detaches them.
 */
export function wasmKernel<Inputs, Attributes>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes>) => TensorInfo | TensorInfo[],
): KernelConfig {
  return {
    kernelName,
    backendName: "wasm",
    // TF.js declares `backend: {}` and untyped records for every kernel; what arrives for this name and backend is this.
    kernelFunc: (call) => run(call as unknown as KernelCall<Inputs, Attributes>),
  };
}

/** A view of a float32 tensor on the wasm heap; valid until the next allocation. */
export function floats(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (!(values instanceof Float32Array)) {
    throw new TypeError(`a wasm kernel expected float32 values, got ${tensor.dtype}`);
  }
  return values;
}

/** A view of an int32 tensor on the wasm heap; valid until the next allocation. */
export function integers(backend: BackendWasm, tensor: TensorInfo): Int32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (!(values instanceof Int32Array)) {
    throw new TypeError(`a wasm kernel expected int32 values, got ${tensor.dtype}`);
  }
  return values;
}

/** The one tensor that a stock kernel returns. */
export function single(result: TensorInfo | TensorInfo[]): TensorInfo {
  if (Array.isArray(result))
    throw new TypeError("a wasm kernel expected one tensor from another, got a list");
  return result;
}
