/** An image as numbers: height x width x channels, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/**
 * The image at another size, by the triangle filter (bilinear; where it shrinks, the triangle is widened so that every
 * pixel counts), as Pillow's resize(BILINEAR) does. The same object if the size is the same.
 * @throws RangeError if the data do not fit the size, or a side is not a positive whole number.
 */
export function resizeImage(image: Raster, width: number, height: number): Raster {
  const { channels, data } = image;
  for (const side of [width, height, image.width, image.height, channels]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`an image cannot have a side of ${side}`);
  }
  if (data.length !== image.width * image.height * channels) {
    throw new RangeError(`${image.width} x ${image.height} x ${channels} pixels have ${data.length} values`);
  }
  if (image.width === width && image.height === height) return image;
  // Along the rows first, then along the columns.
  const wide = new Float32Array(image.height * width * channels);
  const columns = taps(image.width, width);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = columns[x]!;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) {
          sum += weights[i]! * data[(y * image.width + first + i) * channels + c]!;
        }
        wide[(y * width + x) * channels + c] = sum;
      }
    }
  }
  const resized = new Float32Array(height * width * channels);
  const rows = taps(image.height, height);
  const stride = width * channels;
  for (let y = 0; y < height; y++) {
    const { first, weights } = rows[y]!;
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * wide[(first + i) * stride + x]!;
      resized[y * stride + x] = sum;
    }
  }
  return { width, height, channels, data: resized };
}

/** For each new pixel along a side, the old ones that make it and their weights, which sum to 1. */
function taps(
  from: number,
  to: number,
): readonly { readonly first: number; readonly weights: readonly number[] }[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    const raw = Array.from({ length: end - first }, (__, i) =>
      Math.max(0, 1 - Math.abs((first + i + 0.5 - centre) / reach)),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}
