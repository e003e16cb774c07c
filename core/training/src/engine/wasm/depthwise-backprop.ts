import type {
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  KernelConfig,
  TensorInfo,
} from "@tensorflow/tfjs";
import type { TensorFlow } from "../engine.ts";
import { floats, wasmKernel } from "./kernel.ts";

/** Both gradients visit the same pairs: for output position o and filter tap f, input position i. All are channel-first offsets. */
type Visit = (input: number, output: number, tap: number) => void;

interface Geometry {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/** Calls `visit` with the offsets of the first channel, for each output position and each filter tap inside the image. */
function eachTap(geometry: Geometry, visit: Visit): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } =
    geometry;
  const { top, left } = geometry.padInfo;
  for (let image = 0; image < geometry.batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const output = ((image * outHeight + oy) * outWidth + ox) * outChannels;
        for (let fy = 0; fy < filterHeight; fy++) {
          const y = oy * geometry.strideHeight + fy - top;
          if (y < 0 || y >= inHeight) continue;
          for (let fx = 0; fx < filterWidth; fx++) {
            const x = ox * geometry.strideWidth + fx - left;
            if (x < 0 || x >= inWidth) continue;
            visit(
              ((image * inHeight + y) * inWidth + x) * inChannels,
              output,
              (fy * filterWidth + fx) * outChannels,
            );
          }
        }
      }
    }
  }
}

/**
 * The gradient of a depthwise convolution with respect to its filter, NHWC, dilation one (TF.js's gradient refuses
 * others). The filter is [rows, columns, channels, multiplier]; output channel c * multiplier + q comes from input
 * channel c, so output and tap share one offset. TF.js has no such kernel for wasm.
 */
export function depthwiseBackpropFilter(tf: TensorFlow): KernelConfig {
  return wasmKernel<
    { readonly x: TensorInfo; readonly dy: TensorInfo },
    DepthwiseConv2dNativeBackpropFilterAttrs
  >("DepthwiseConv2dNativeBackpropFilter", ({ inputs, attrs, backend }) => {
    const [batch = 0, height = 0, width = 0, channels = 0] = inputs.x.shape;
    const geometry = tf.backend_util.computeConv2DInfo(
      [batch, height, width, channels],
      attrs.filterShape,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      true,
    );
    const multiplier = geometry.outChannels / channels;
    const gradient = backend.makeOutput([...attrs.filterShape], "float32");
    const x = floats(backend, inputs.x);
    const dy = floats(backend, inputs.dy);
    const sum = floats(backend, gradient);
    sum.fill(0);
    eachTap(geometry, (input, output, tap) => {
      for (let channel = 0, at = 0; channel < channels; channel++) {
        const value = x[input + channel]!;
        for (let q = 0; q < multiplier; q++, at++) sum[tap + at]! += value * dy[output + at]!;
      }
    });
    return gradient;
  });
}

/** The gradient of a depthwise convolution with respect to its input; as depthwiseBackpropFilter otherwise. */
export function depthwiseBackpropInput(tf: TensorFlow): KernelConfig {
  return wasmKernel<
    { readonly dy: TensorInfo; readonly filter: TensorInfo },
    DepthwiseConv2dNativeBackpropInputAttrs
  >("DepthwiseConv2dNativeBackpropInput", ({ inputs, attrs, backend }) => {
    const [rows = 0, columns = 0, channels = 0, multiplier = 0] = inputs.filter.shape;
    const geometry = tf.backend_util.computeConv2DInfo(
      attrs.inputShape,
      [rows, columns, channels, multiplier],
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      true,
    );
    const gradient = backend.makeOutput([...attrs.inputShape], "float32");
    const filter = floats(backend, inputs.filter);
    const dy = floats(backend, inputs.dy);
    const sum = floats(backend, gradient);
    sum.fill(0);
    eachTap(geometry, (input, output, tap) => {
      for (let channel = 0, at = 0; channel < channels; channel++) {
        let value = 0;
        for (let q = 0; q < multiplier; q++, at++) value += filter[tap + at]! * dy[output + at]!;
        sum[input + channel]! += value;
      }
    });
    return gradient;
  });
}
