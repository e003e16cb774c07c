import type { AvgPoolGradAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import { addAveragePoolGradient } from "../average-pool-gradient.ts";
import type { TensorFlow } from "../engine.ts";
import { floats, wasmKernel } from "./kernel.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/** The gradient of 2-D average pooling, NHWC. Replaces the stock kernel, which is wrong where there is padding. */
export function avgPoolGrad(tf: TensorFlow): KernelConfig {
  return wasmKernel<Inputs, AvgPoolGradAttrs>("AvgPoolGrad", ({ inputs, attrs, backend }) => {
    const [batch = 0, height = 0, width = 0, channels = 0] = inputs.input.shape;
    const pooling = tf.backend_util.computePool2DInfo(
      [batch, height, width, channels],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
    );
    const dx = backend.makeOutput(inputs.input.shape, "float32");
    const outgoing = floats(backend, dx);
    outgoing.fill(0);
    addAveragePoolGradient(floats(backend, inputs.dy), pooling, outgoing);
    return dx;
  });
}
