import type { TensorFlow } from "../engine.ts";

/** The union package of TF.js, by `import`: a bundler makes a piece of its own of it, which is loaded when it is needed. */
export async function loadWebTensorFlow(): Promise<TensorFlow> {
  const tf = await import("@tensorflow/tfjs");
  // Otherwise the cpu backend prints an advertisement on its first use.
  tf.enableProdMode();
  return tf;
}
