import type { Rank, TensorInfo } from "@tensorflow/tfjs";
import type { TensorFlow } from "./engine.ts";

export interface NearestNeighbourInputs {
  readonly images: TensorInfo;
  readonly dy: TensorInfo;
}

/** TF.js hands the gradient's kernel all that the operation was given. */
export interface NearestNeighbourAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The pixel of the image that each pixel of the result is a copy of, by axis. */
interface Sources {
  readonly rows: Float32Array;
  readonly columns: Float32Array;
}

/**
 * Which pixels the engine's own forward pass takes, by having it resize the pixels' numbers: so nothing hangs on how it
 * rounds, in which engines differ.
 */
export function nearestSources(
  tf: TensorFlow,
  { images, dy }: NearestNeighbourInputs,
  { alignCorners, halfPixelCenters }: NearestNeighbourAttributes,
): Sources {
  const [, height = 0, width = 0] = images.shape;
  const [, newHeight = 0, newWidth = 0] = dy.shape;
  const along = (from: number, to: number): Float32Array =>
    tf.tidy(() => {
      const numbers = tf.reshape<Rank.R4>(tf.range(0, from), [1, from, 1, 1]);
      const resized = tf.image.resizeNearestNeighbor(numbers, [to, 1], alignCorners, halfPixelCenters);
      return resized.dataSync<"float32">();
    });
  return { rows: along(height, newHeight), columns: along(width, newWidth) };
}

/**
 * The gradient of resizing images by nearest neighbours, added to `dx`: that of each pixel is the sum of its copies'. The
 * cpu backend of TF.js 4.22 looks for them in the wrong image, for all images of a batch but the first, and for ever where
 * corners are aligned on an image of one pixel; its wasm backend passes over half-pixel centers.
 * @param shape of the images, NHWC
 */
export function addNearestNeighbourGradient(
  dy: Float32Array,
  { rows, columns }: Sources,
  shape: readonly number[],
  dx: Float32Array,
): void {
  const [batch = 0, height = 0, width = 0, channels = 0] = shape;
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (const row of rows) {
      for (const column of columns) {
        const target = ((image * height + row) * width + column) * channels;
        for (let channel = 0; channel < channels; channel++, at++) dx[target + channel]! += dy[at]!;
      }
    }
  }
}
