import type { KernelConfig, MaxPoolGradAttrs, TensorInfo } from "@tensorflow/tfjs";
import type { TensorFlow } from "../engine.ts";
import { floats, wasmKernel } from "./kernel.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/**
 * The gradient of 2-D max pooling, NHWC: each output's gradient goes to the first largest element of its window, row by
 * row, as on TF.js's cpu backend. Replaces the stock kernel of TF.js 4.22, which loses part of the gradient without an
 * error (8x8 pooled by 2x2 sums to 15 instead of 16).
 */
export function maxPoolGrad(tf: TensorFlow): KernelConfig {
  return wasmKernel<Inputs, MaxPoolGradAttrs>("MaxPoolGrad", ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs;
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
    const window = tf.backend_util.computePool2DInfo(
      [batch, height, width, channels],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const { outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } = window;
    const { top, left } = window.padInfo;
    const dx = backend.makeOutput(input.shape, "float32");
    const x = floats(backend, input);
    const incoming = floats(backend, dy);
    const outgoing = floats(backend, dx);
    outgoing.fill(0);

    let at = 0;
    for (let image = 0; image < batch; image++) {
      for (let oy = 0; oy < outHeight; oy++) {
        const fromY = Math.max(0, oy * strideHeight - top);
        const toY = Math.min(height, oy * strideHeight - top + filterHeight);
        for (let ox = 0; ox < outWidth; ox++) {
          const fromX = Math.max(0, ox * strideWidth - left);
          const toX = Math.min(width, ox * strideWidth - left + filterWidth);
          // A window that lies wholly in the padding has no element to give its gradient to.
          if (fromY >= toY || fromX >= toX) {
            at += channels;
            continue;
          }
          const corner = ((image * height + fromY) * width + fromX) * channels;
          const across = (toX - fromX) * channels;
          for (let channel = 0; channel < channels; channel++, at++) {
            let largest = corner + channel;
            for (let y = fromY, row = largest; y < toY; y++, row += width * channels) {
              for (let index = row; index < row + across; index += channels) {
                if (x[index]! > x[largest]!) largest = index;
              }
            }
            outgoing[largest]! += incoming[at]!;
          }
        }
      }
    }
    return dx;
  });
}
