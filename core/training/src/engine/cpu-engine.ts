import { ok } from "@tributary/core/support";
import type { AvgPoolGradAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { addAveragePoolGradient } from "./average-pool-gradient.ts";
import { useBackend } from "./backend.ts";
import type { Candidate } from "./candidate.ts";
import type { TensorFlow } from "./engine.ts";

/** Plain JavaScript: the slowest by far and always there. The reference that others are compared with. */
export function cpuCandidate(load: () => TensorFlow | Promise<TensorFlow>): Candidate {
  return {
    name: "cpu",
    remedy: "It needs nothing more.",
    async start() {
      const tf = await load();
      repairAvgPoolGrad(tf);
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

const repaired = new WeakSet<KernelConfig>();

/** The one kernel of the cpu backend whose gradient is wrong: average pooling with padding. Once, however often it is called. */
function repairAvgPoolGrad(tf: TensorFlow): void {
  const kernelName = "AvgPoolGrad";
  if (repaired.has(tf.getKernel(kernelName, "cpu"))) return;
  const kernel: KernelConfig = {
    kernelName,
    backendName: "cpu",
    kernelFunc: (call) => {
      // TF.js declares untyped records for every kernel; what arrives for this one is this.
      const { inputs, attrs } = call as unknown as {
        readonly inputs: { readonly dy: TensorInfo; readonly input: TensorInfo };
        readonly attrs: AvgPoolGradAttrs;
      };
      const [batch = 0, height = 0, width = 0, channels = 0] = inputs.input.shape;
      const { filterSize, strides, pad } = attrs;
      const shape: [number, number, number, number] = [batch, height, width, channels];
      const pooling = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
      const dy = tf.backend().readSync(inputs.dy.dataId);
      if (!(dy instanceof Float32Array))
        throw new TypeError(`AvgPoolGrad expected float32, got ${inputs.dy.dtype}`);
      const dx = new Float32Array(batch * height * width * channels);
      addAveragePoolGradient(dy, pooling, dx);
      return tf.tensor(dx, shape);
    },
  };
  tf.unregisterKernel(kernelName, "cpu");
  tf.registerKernel(kernel);
  repaired.add(kernel);
}
