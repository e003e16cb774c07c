import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { ok } from "@tributary/core/support";
import type { Candidate } from "./candidate.ts";
import { keepingHandlers, withoutEmscriptenHandlers } from "./process-listeners.ts";
import { loadTensorFlow } from "./tensorflow.ts";
import { startWasm } from "./wasm/start.ts";

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
    const engine = await startWasm(tf, withoutEmscriptenHandlers);
    return ok({ ...engine, dispose: () => keepingHandlers(engine.dispose) });
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
