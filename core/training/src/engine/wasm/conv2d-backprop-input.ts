import type { Conv2DBackpropInputAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { TensorFlow } from "../engine.ts";
import { floats, single, wasmKernel } from "./kernel.ts";
import { channelsLast } from "./refusals.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

/**
 * The gradient of a 2-D convolution with respect to its input, NHWC, dilation one. It is itself a convolution, with stride one and
 * no padding: of dy, its values `stride` apart in a field of zeros that is a filter's reach wider than the input on each side,
 * with the filter turned by 180 degrees and its channels exchanged. The stock kernel computes the same by plain loops; XNNPACK
 * convolves ten times faster.
 */
export function conv2DBackpropInput(tf: TensorFlow): KernelConfig {
  return wasmKernel<Inputs, Conv2DBackpropInputAttrs>("Conv2DBackpropInput", ({ inputs, attrs, backend }) => {
    channelsLast("Conv2DBackpropInput", attrs.dataFormat);
    const { dy, filter } = inputs;
    const [filterHeight = 0, filterWidth = 0, inChannels = 0, outChannels = 0] = filter.shape;
    const geometry = tf.backend_util.computeConv2DInfo(
      attrs.inputShape,
      [filterHeight, filterWidth, inChannels, outChannels],
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const { batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = geometry;
    const fieldHeight = inHeight + filterHeight - 1;
    const fieldWidth = inWidth + filterWidth - 1;
    const top = filterHeight - 1 - geometry.padInfo.top;
    const left = filterWidth - 1 - geometry.padInfo.left;
    const field = backend.makeOutput([batchSize, fieldHeight, fieldWidth, outChannels], "float32");
    const turned = backend.makeOutput([filterHeight, filterWidth, outChannels, inChannels], "float32");

    const from = floats(backend, dy);
    const to = floats(backend, field);
    to.fill(0);
    for (let image = 0; image < batchSize; image++) {
      for (let oy = 0; oy < outHeight; oy++) {
        const y = oy * strideHeight + top;
        // With padding wider than the filter some outputs saw padding alone: no input has a part in them.
        if (y < 0 || y >= fieldHeight) continue;
        for (let ox = 0; ox < outWidth; ox++) {
          const x = ox * strideWidth + left;
          if (x < 0 || x >= fieldWidth) continue;
          const source = ((image * outHeight + oy) * outWidth + ox) * outChannels;
          const target = ((image * fieldHeight + y) * fieldWidth + x) * outChannels;
          for (let channel = 0; channel < outChannels; channel++)
            to[target + channel] = from[source + channel]!;
        }
      }
    }
    turn(
      floats(backend, filter),
      floats(backend, turned),
      filterHeight * filterWidth,
      inChannels,
      outChannels,
    );

    const dx = single(
      tf.getKernel("Conv2D", "wasm").kernelFunc({
        inputs: { x: field, filter: turned },
        backend,
        attrs: { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] },
      }),
    );
    backend.disposeData(turned.dataId);
    backend.disposeData(field.dataId);
    return dx;
  });
}

/** [taps, in, out] -> [taps backwards, out, in] */
function turn(
  filter: Float32Array,
  turned: Float32Array,
  taps: number,
  inputs: number,
  outputs: number,
): void {
  for (let tap = 0; tap < taps; tap++) {
    const target = (taps - 1 - tap) * inputs * outputs;
    for (let i = 0; i < inputs; i++) {
      const source = (tap * inputs + i) * outputs;
      for (let o = 0; o < outputs; o++) turned[target + o * inputs + i] = filter[source + o]!;
    }
  }
}
