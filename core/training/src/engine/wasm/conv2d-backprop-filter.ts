import type { Conv2DBackpropFilterAttrs, KernelConfig, TensorInfo } from "@tensorflow/tfjs";
import type { TensorFlow } from "../engine.ts";
import { imagesToColumns } from "./im2col.ts";
import { floats, single, wasmKernel } from "./kernel.ts";
import { channelsLast } from "./refusals.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/** Patches are unfolded a few images at a time, so that they take at most 16 MiB. */
const largestColumns = 4 * 1024 * 1024;

/**
 * The gradient of a 2-D convolution with respect to its filter, NHWC, dilation one (TF.js's gradient refuses others):
 * dW[(fy, fx, ci), co] = sum over positions of patch[(fy, fx, ci), position] * dy[position, co], a plain matrix product,
 * which XNNPACK is fast at. TF.js has no such kernel for wasm.
 */
export function conv2DBackpropFilter(tf: TensorFlow): KernelConfig {
  return wasmKernel<Inputs, Conv2DBackpropFilterAttrs>(
    "Conv2DBackpropFilter",
    ({ inputs, attrs, backend }) => {
      channelsLast("Conv2DBackpropFilter", attrs.dataFormat);
      const { x, dy } = inputs;
      const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
      const geometry = tf.backend_util.computeConv2DInfo(
        [batch, height, width, channels],
        attrs.filterShape,
        attrs.strides,
        1,
        attrs.pad,
        attrs.dimRoundingMode,
      );
      const weights = geometry.filterHeight * geometry.filterWidth * channels;
      const filters = geometry.outChannels;
      const positions = geometry.outHeight * geometry.outWidth;
      const group = Math.max(
        1,
        Math.min(batch, Math.floor(largestColumns / Math.max(1, weights * positions))),
      );
      const multiply = tf.getKernel("BatchMatMul", "wasm").kernelFunc;

      const gradient = backend.makeOutput([...attrs.filterShape], "float32");
      floats(backend, gradient).fill(0);
      for (let start = 0; start < batch; start += group) {
        const images = Math.min(group, batch - start);
        const columns = backend.makeOutput([1, weights, images * positions], "float32");
        const part = backend.makeOutput([1, images * positions, filters], "float32");
        const imageSize = height * width * channels;
        imagesToColumns(
          floats(backend, x).subarray(start * imageSize, (start + images) * imageSize),
          images,
          geometry,
          floats(backend, columns),
        );
        const partStart = start * positions * filters;
        floats(backend, part).set(
          floats(backend, dy).subarray(partStart, partStart + images * positions * filters),
        );
        const product = single(
          multiply({
            inputs: { a: columns, b: part },
            backend,
            attrs: { transposeA: false, transposeB: false },
          }),
        );
        const sum = floats(backend, gradient);
        const term = floats(backend, product);
        for (let i = 0; i < sum.length; i++) sum[i]! += term[i]!;
        backend.disposeData(product.dataId);
        backend.disposeData(part.dataId);
        backend.disposeData(columns.dataId);
      }
      return gradient;
    },
  );
}
