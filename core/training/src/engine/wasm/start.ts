import { useBackend } from "../backend.ts";
import type { Engine, TensorFlow } from "../engine.ts";
import { addOwnKernels, repairWasmKernels } from "./repair.ts";

/**
 * Starts the wasm backend, whose kernels are registered and whose binaries are told of already; its kernels are repaired
 * before anything runs on it.
 * @param around does what the platform wants done around the backend's start
 */
export async function startWasm(
  tf: TensorFlow,
  around: (start: () => Promise<() => void>) => Promise<() => void> = (start) => start(),
): Promise<Engine> {
  repairWasmKernels(tf);
  const release = await around(() => useBackend(tf, "wasm"));
  addOwnKernels(tf);
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return {
    name: "wasm",
    description: `TF.js ${tf.version_core} on WebAssembly (${simd === true ? "SIMD, " : ""}one thread) with repaired kernels`,
    tf,
    dispose: async () => release(),
  };
}
