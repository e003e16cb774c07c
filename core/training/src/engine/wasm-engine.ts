import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { ok } from "@tributary/core/support";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import { keepingHandlers, withoutEmscriptenHandlers } from "./process-listeners.ts";
import { loadTensorFlow } from "./tensorflow.ts";
import { addOwnKernels, repairWasmKernels } from "./wasm/repair.ts";

const require = createRequire(import.meta.url);
const packageName = "@tensorflow/tfjs-backend-wasm";

/**
 * WebAssembly: one thread (TF.js has no more in Node) and SIMD; the binary is read from the installed package. Its kernels are
 * repaired before anything runs on it.
 */
export const wasmCandidate: Candidate = {
  name: "wasm",
  remedy: "It comes with this package; install it again.",
  async start() {
    const tf = loadTensorFlow();
    // Beside TF.js for one reason: its kernels and backend register themselves when it is loaded.
    const wasm: unknown = require(packageName);
    if (!hasSetWasmPaths(wasm)) throw new TypeError(`${packageName} does not export setWasmPaths`);
    wasm.setWasmPaths(dirname(require.resolve(packageName)) + sep);
    repairWasmKernels(tf);
    const release = await withoutEmscriptenHandlers(() => useBackend(tf, "wasm"));
    addOwnKernels(tf);
    const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
    return ok({
      name: "wasm",
      description: `TF.js ${tf.version_core} on WebAssembly (${simd === true ? "SIMD, " : ""}one thread) with repaired kernels`,
      tf,
      dispose: async () => keepingHandlers(release),
    });
  },
};

function hasSetWasmPaths(module: unknown): module is { readonly setWasmPaths: (prefix: string) => void } {
  return (
    typeof module === "object" &&
    module !== null &&
    "setWasmPaths" in module &&
    typeof module.setWasmPaths === "function"
  );
}
