import { ok } from "@tributary/core/support";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import { repairCpuKernels } from "./cpu-repair.ts";
import type { TensorFlow } from "./engine.ts";

/** Plain JavaScript: the slowest by far and always there. The reference that others are compared with. */
export function cpuCandidate(load: () => TensorFlow | Promise<TensorFlow>): Candidate {
  return {
    name: "cpu",
    remedy: "It needs nothing more.",
    async start() {
      const tf = await load();
      repairCpuKernels(tf);
      const release = await useBackend(tf, "cpu");
      return ok({
        name: "cpu",
        description: `TF.js ${tf.version_core} in plain JavaScript`,
        tf,
        dispose: async () => release(),
      });
    },
  };
}
