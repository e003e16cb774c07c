import type { EngineName } from "../engine/index.ts";

/** How an engine takes memory. */
export interface EngineTraits {
  /** Bytes of a heap of its own; undefined: it has what the process has, or nobody can tell. */
  readonly heapBytes?: number;
  /** Whether its tensors lie in the process's memory. */
  readonly inProcess: boolean;
  /** See Extent. */
  readonly ownKernels: boolean;
}

/** WebAssembly addresses 4 GiB; what is freed there leaves gaps, so some of it stays out of reach. */
const wasmHeapBytes = 3.5 * 2 ** 30;

export function traitsOf(engine: EngineName): EngineTraits {
  switch (engine) {
    case "wasm":
      return { heapBytes: wasmHeapBytes, inProcess: true, ownKernels: true };
    case "cpu":
    case "tfjs-node":
      return { inProcess: true, ownKernels: false };
    // Neither TF.js nor a browser says how much memory a GPU has left.
    case "webgpu":
    case "webgl":
    case "tfjs-node-gpu":
      return { inProcess: false, ownKernels: false };
    default:
      return engine satisfies never;
  }
}
