/** TF.js as the engines hand it out: the union package, with gradients, on the backend that was chosen. */
export type TensorFlow = typeof import("@tensorflow/tfjs");

/** Every engine of Node, the most wanted first: the order in which they are tried. */
export const engineNames = ["tfjs-node-gpu", "webgpu", "tfjs-node", "wasm", "cpu"] as const;

/** WebGL is for browsers alone (web-engines.ts). */
export type EngineName = (typeof engineNames)[number] | "webgl";

/** Where training computes. One process has one: TF.js keeps its backend in a global. */
export interface Engine {
  readonly name: EngineName;
  /** What it runs on, for people: "TF.js 4.22.0 on WebAssembly (SIMD, one thread)". */
  readonly description: string;
  readonly tf: TensorFlow;
  /** Frees the backend, and whatever would keep the process alive. Tensors made on it are gone. */
  dispose(): Promise<void>;
}
