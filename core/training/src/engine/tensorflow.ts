import { createRequire } from "node:module";
import { asTensorFlow } from "./as-tensorflow.ts";
import type { TensorFlow } from "./engine.ts";

const require = createRequire(import.meta.url);

/**
 * The union package of TF.js, by `require`: it is CommonJS, and `import` of its 1.3 MB takes 0.5 s of CPU more, since Node first
 * parses the whole file for export names. (Its parts alone would load in half the time, but `@tensorflow/tfjs-core` has no
 * gradients in Node.) Nothing else may import TF.js at run time; types cost nothing.
 */
export function loadTensorFlow(): TensorFlow {
  const tf = asTensorFlow(require("@tensorflow/tfjs"));
  // Otherwise the cpu backend prints an advertisement on its first use.
  tf.enableProdMode();
  return tf;
}

/** A package that a user may have installed; undefined if it is not there. Throws if it is there and does not load. */
export type LoadPackage = (name: string) => Promise<unknown>;

export const loadInstalledPackage: LoadPackage = async (name) => {
  try {
    require.resolve(name);
  } catch (error) {
    if (codeOf(error) === "MODULE_NOT_FOUND") return undefined;
    // A package with an `import` entry alone is found below.
    if (codeOf(error) !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
  }
  try {
    const loaded: unknown = require(name);
    return loaded;
  } catch (error) {
    if (codeOf(error) !== "ERR_REQUIRE_ESM" && codeOf(error) !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    const loaded: unknown = await import(name);
    return loaded;
  }
};

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
