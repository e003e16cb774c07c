/** A 2-D pooling over NHWC images, as TF.js's computePool2DInfo answers it, dilation one. */
export interface Pooling {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/**
 * The gradient of average pooling, added to `dx`: each output's gradient is shared by the elements of its window that lie in the
 * image, for these alone are what the forward pass averages. TF.js 4.22 divides by the whole window's size instead, on its cpu
 * and its wasm backend: too small at every padded border, without an error.
 */
export function addAveragePoolGradient(dy: Float32Array, pooling: Pooling, dx: Float32Array): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = pooling;
  const { top, left } = pooling.padInfo;
  let at = 0;
  for (let image = 0; image < pooling.batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const fromY = Math.max(0, oy * strideHeight - top);
      const toY = Math.min(inHeight, oy * strideHeight - top + pooling.filterHeight);
      for (let ox = 0; ox < outWidth; ox++, at += inChannels) {
        const fromX = Math.max(0, ox * strideWidth - left);
        const toX = Math.min(inWidth, ox * strideWidth - left + pooling.filterWidth);
        const elements = (toY - fromY) * (toX - fromX);
        for (let y = fromY; y < toY; y++) {
          for (let x = fromX; x < toX; x++) {
            const target = ((image * inHeight + y) * inWidth + x) * inChannels;
            for (let channel = 0; channel < inChannels; channel++) {
              dx[target + channel]! += dy[at + channel]! / elements;
            }
          }
        }
      }
    }
  }
}
