/** A 2-D convolution over NHWC images, as far as its patches go. */
export interface Patches {
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly padInfo: { readonly top: number; readonly left: number };
}

/**
 * Writes the patches of `images` images into `columns`, one row for each filter weight (filter row, filter column,
 * channel) and one column for each output position (image, row, column); zero where a patch reaches into the padding.
 * Laid out so that the filter's gradient is columns x dy, with no transposition.
 */
export function imagesToColumns(
  images: Float32Array,
  imageCount: number,
  patches: Patches,
  columns: Float32Array,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = patches;
  const { top, left } = patches.padInfo;
  columns.fill(0);
  const step = strideWidth * inChannels;
  let at = 0;
  for (let filterY = 0; filterY < patches.filterHeight; filterY++) {
    for (let filterX = 0; filterX < patches.filterWidth; filterX++) {
      // Output columns whose patch lies inside the image: 0 <= ox * stride + filterX - left < inWidth.
      const first = Math.min(outWidth, Math.max(0, Math.ceil((left - filterX) / strideWidth)));
      const end = Math.max(first, Math.min(outWidth, Math.ceil((inWidth + left - filterX) / strideWidth)));
      const firstX = first * strideWidth + filterX - left;
      for (let channel = 0; channel < inChannels; channel++) {
        for (let image = 0; image < imageCount; image++) {
          for (let oy = 0; oy < outHeight; oy++, at += outWidth) {
            const y = oy * strideHeight + filterY - top;
            if (y < 0 || y >= inHeight) continue;
            let from = ((image * inHeight + y) * inWidth + firstX) * inChannels + channel;
            for (let to = at + first; to < at + end; to++, from += step) columns[to] = images[from]!;
          }
        }
      }
    }
  }
}
