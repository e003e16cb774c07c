import { ok } from "@tributary/core/support";
import type { Candidate } from "../candidate.ts";
import { startWasm } from "../wasm/start.ts";
import { loadWebTensorFlow } from "./load.ts";

// Written so that bundlers know them for files and give each an address of its own.
const simd = () => new URL("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm", import.meta.url);
const plain = () => new URL("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm", import.meta.url);

/** WebAssembly on one thread: two gained nothing where it was measured, and would need a page that is isolated. */
export const webWasmCandidate: Candidate = {
  name: "wasm",
  remedy: "It needs WebAssembly, which a Content-Security-Policy allows with 'wasm-unsafe-eval'.",
  async start() {
    const tf = await loadWebTensorFlow();
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths({
      "tfjs-backend-wasm-simd.wasm": simd().href,
      "tfjs-backend-wasm.wasm": plain().href,
      // Asked for with the others, and never loaded.
      "tfjs-backend-wasm-threaded-simd.wasm": simd().href,
    });
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    return ok(await startWasm(tf));
  },
};
