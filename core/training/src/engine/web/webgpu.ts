import { err, ok } from "@tributary/core/support";
import { adapterName, isSoftware } from "../adapters.ts";
import type { Adapter } from "../adapters.ts";
import { useBackend } from "../backend.ts";
import type { Candidate } from "../candidate.ts";
import { loadWebTensorFlow } from "./load.ts";

interface Gpu {
  requestAdapter(options: { readonly powerPreference: "high-performance" }): Promise<Adapter | null>;
}

/** WebGPU on a GPU. A software adapter is slower than wasm by a factor of fifty and is taken only on request. */
export const webWebgpuCandidate: Candidate = {
  name: "webgpu",
  remedy: "It needs a browser with WebGPU in workers, and a GPU that the browser does not block.",
  async start(requested) {
    const { navigator } = globalThis as unknown as { readonly navigator?: { readonly gpu?: Gpu } };
    if (navigator?.gpu === undefined) return err("there is no WebGPU in this browser's workers");
    // TF.js reads the adapter's features without looking whether there is one, so this looks first.
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) return err("there is no WebGPU adapter");
    const name = adapterName(adapter);
    if (isSoftware(adapter) && !requested)
      return err(`its only adapter is software (${name}), which is slower than wasm`);
    const tf = await loadWebTensorFlow();
    // Registers itself.
    await import("@tensorflow/tfjs-backend-webgpu");
    const release = await useBackend(tf, "webgpu");
    return ok({
      name: "webgpu",
      description: `TF.js ${tf.version_core} on WebGPU (${name})`,
      tf,
      dispose: async () => release(),
    });
  },
};
