import type { AvgPoolGradAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { addAveragePoolGradient } from "./average-pool-gradient.ts";
import type { TensorFlow } from "./engine.ts";
import { addNearestNeighbourGradient, nearestSources } from "./nearest-neighbour-gradient.ts";
import type { NearestNeighbourAttributes, NearestNeighbourInputs } from "./nearest-neighbour-gradient.ts";

const repaired = new WeakSet<KernelConfig>();

/**
 * The kernels of the cpu backend whose gradients are wrong: average pooling with padding, resizing by nearest neighbours in
 * batches. Once, however often it is called.
 */
export function repairCpuKernels(tf: TensorFlow): void {
  for (const kernel of [avgPoolGrad(tf), resizeNearestNeighborGrad(tf)]) {
    if (repaired.has(tf.getKernel(kernel.kernelName, "cpu"))) continue;
    tf.unregisterKernel(kernel.kernelName, "cpu");
    tf.registerKernel(kernel);
    repaired.add(kernel);
  }
}

function avgPoolGrad(tf: TensorFlow): KernelConfig {
  interface Inputs {
    readonly dy: TensorInfo;
    readonly input: TensorInfo;
  }
  return cpuKernel<Inputs, AvgPoolGradAttrs>(
    "AvgPoolGrad",
    ({ inputs, attrs: { filterSize, strides, pad } }) => {
      const [batch = 0, height = 0, width = 0, channels = 0] = inputs.input.shape;
      const shape: [number, number, number, number] = [batch, height, width, channels];
      const pooling = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
      const dx = new Float32Array(batch * height * width * channels);
      addAveragePoolGradient(floatsOf(tf, inputs.dy), pooling, dx);
      return tf.tensor(dx, shape);
    },
  );
}

function resizeNearestNeighborGrad(tf: TensorFlow): KernelConfig {
  return cpuKernel<NearestNeighbourInputs, NearestNeighbourAttributes>(
    "ResizeNearestNeighborGrad",
    ({ inputs, attrs }) => {
      const { images, dy } = inputs;
      const dx = new Float32Array(images.shape.reduce((product, side) => product * side, 1));
      const sources = nearestSources(tf, inputs, attrs);
      addNearestNeighbourGradient(floatsOf(tf, dy), sources, images.shape, dx);
      return tf.tensor(dx, images.shape);
    },
  );
}

/** What a kernel of ours is run with: TF.js declares untyped records for all. */
interface Call<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
}

function cpuKernel<Inputs, Attributes>(
  kernelName: string,
  run: (call: Call<Inputs, Attributes>) => TensorInfo,
): KernelConfig {
  return {
    kernelName,
    backendName: "cpu",
    // What arrives for this name and backend is this.
    kernelFunc: (call) => run(call as unknown as Call<Inputs, Attributes>),
  };
}

function floatsOf(tf: TensorFlow, { dataId, dtype }: TensorInfo): Float32Array {
  const values = tf.backend().readSync(dataId);
  if (!(values instanceof Float32Array))
    throw new TypeError(`a kernel expected float32 values, got ${dtype}`);
  return values;
}
