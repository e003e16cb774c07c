import type { TensorFlow } from "./engine.ts";

/** A module that is, or includes, the union package of TF.js. */
export function asTensorFlow(module: unknown): TensorFlow {
  if (!isTensorFlow(module)) throw new TypeError("expected a module that exports TF.js with its gradients");
  return module;
}

function isTensorFlow(module: unknown): module is TensorFlow {
  return (
    typeof module === "object" &&
    module !== null &&
    "setBackend" in module &&
    typeof module.setBackend === "function" &&
    "grads" in module &&
    typeof module.grads === "function"
  );
}
