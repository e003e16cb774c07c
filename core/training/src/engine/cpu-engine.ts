import { ok } from "@tributary/core/support";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import { loadTensorFlow } from "./tensorflow.ts";

/** Plain JavaScript: the slowest by far and always there. The reference that others are compared with. */
export const cpuCandidate: Candidate = {
  name: "cpu",
  remedy: "It needs nothing more.",
  async start() {
    const tf = loadTensorFlow();
    const release = await useBackend(tf, "cpu");
    return ok({
      name: "cpu",
      description: `TF.js ${tf.version_core} in plain JavaScript`,
      tf,
      dispose: async () => release(),
    });
  },
};
