import { createRequire } from "node:module";

import type { KernelConfig } from "@tensorflow/tfjs";
import type { TensorFlow } from "../../src/engine/index.ts";

/**
 * Both sets of kernels of the wasm backend, to change between: TF.js's as they come, and those that `start` puts in their
 * place. Call it before anything has started that backend.
 */
export async function bothKernels(
  tf: TensorFlow,
  start: () => Promise<void>,
): Promise<{ readonly use: (which: "stock" | "ours") => void }> {
  createRequire(import.meta.url)("@tensorflow/tfjs-backend-wasm");
  const stock = new Map(tf.getKernelsForBackend("wasm").map((kernel) => [kernel.kernelName, kernel]));
  await start();
  const ours = new Map(tf.getKernelsForBackend("wasm").map((kernel) => [kernel.kernelName, kernel]));
  const changed = [...ours.keys()].filter((name) => ours.get(name) !== stock.get(name));
  return {
    use(which) {
      for (const name of changed) {
        const registered: KernelConfig | undefined = tf.getKernel(name, "wasm");
        if (registered !== undefined) tf.unregisterKernel(name, "wasm");
        const kernel: KernelConfig | undefined = (which === "stock" ? stock : ours).get(name);
        if (kernel !== undefined) tf.registerKernel(kernel);
      }
    },
  };
}
