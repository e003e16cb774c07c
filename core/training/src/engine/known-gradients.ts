/**
 * Gradients by plain loops over typed arrays: what the self-test of an engine compares with. Images are NHWC, filters
 * [rows, columns, channels, filters]; `dy` is the gradient of the loss with respect to the operation's output.
 */

export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** images, height, width, channels */
export type ImageShape = readonly [number, number, number, number];

/** A square window that slides over images. */
export interface SlidingWindow {
  readonly shape: ImageShape;
  readonly size: number;
  readonly stride: number;
  readonly top: number;
  readonly left: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

function zeros(shape: readonly number[]): Values {
  return { shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
}

/** Values in (-1, 1) that are all different within any small window; `salt` tells samples apart. */
export function sample(shape: readonly number[], salt: number): Values {
  const values = zeros(shape);
  // Multiples of a number coprime to the modulus: a permutation, so that no two of a thousand neighbours are equal.
  values.data.forEach((_, i, data) => (data[i] = (((i + 1) * 389 + salt * 61) % 1009) / 505 - 1));
  return values;
}

/** Padding as TensorFlow's: "same" gives ceil(size / stride) outputs and puts the odd row of zeros at the end. */
export function windowOf(
  shape: ImageShape,
  size: number,
  stride: number,
  pad: "valid" | "same",
): SlidingWindow {
  const along = (length: number): { readonly before: number; readonly out: number } => {
    if (pad === "valid") return { before: 0, out: Math.floor((length - size) / stride) + 1 };
    const out = Math.ceil(length / stride);
    return { before: Math.floor(Math.max(0, (out - 1) * stride + size - length) / 2), out };
  };
  const [rows, columns] = [along(shape[1]), along(shape[2])];
  return {
    shape,
    size,
    stride,
    top: rows.before,
    left: columns.before,
    outHeight: rows.out,
    outWidth: columns.out,
  };
}

/** Calls `visit` for each output position and each place of its window inside the image, with positions counted in pixels. */
function eachPlace(
  window: SlidingWindow,
  visit: (input: number, output: number, place: number) => void,
): void {
  const [images, height, width] = window.shape;
  const { size, stride, top, left, outHeight, outWidth } = window;
  for (let output = 0; output < images * outHeight * outWidth; output++) {
    const image = Math.floor(output / (outHeight * outWidth));
    const fromY = (Math.floor(output / outWidth) % outHeight) * stride - top;
    const fromX = (output % outWidth) * stride - left;
    for (let place = 0; place < size * size; place++) {
      const y = fromY + Math.floor(place / size);
      const x = fromX + (place % size);
      if (y >= 0 && y < height && x >= 0 && x < width) visit((image * height + y) * width + x, output, place);
    }
  }
}

/** dx of y = max over the window, for each channel. */
export function maxPoolGradient(x: Values, dy: Values, window: SlidingWindow): Values {
  const channels = window.shape[3];
  const best = new Int32Array(dy.data.length).fill(-1);
  eachPlace(window, (input, output) => {
    for (let c = 0; c < channels; c++) {
      const at = output * channels + c;
      if (best[at]! < 0 || x.data[input * channels + c]! > x.data[best[at]!]!)
        best[at] = input * channels + c;
    }
  });
  const dx = zeros(x.shape);
  best.forEach((from, at) => (dx.data[from]! += dy.data[at]!));
  return dx;
}

/** dx and dW of y[o] = sum over places p and channels c of x[o + p, c] * W[p, c, o']. */
export function convolutionGradients(
  x: Values,
  filter: Values,
  dy: Values,
  window: SlidingWindow,
): { readonly input: Values; readonly filter: Values } {
  const [, , channels = 0, filters = 0] = filter.shape;
  const [dx, dw] = [zeros(x.shape), zeros(filter.shape)];
  eachPlace(window, (input, output, place) => {
    for (let c = 0; c < channels; c++) {
      for (let f = 0; f < filters; f++) {
        const [xAt, wAt] = [input * channels + c, (place * channels + c) * filters + f];
        const slope = dy.data[output * filters + f]!;
        dx.data[xAt]! += slope * filter.data[wAt]!;
        dw.data[wAt]! += slope * x.data[xAt]!;
      }
    }
  });
  return { input: dx, filter: dw };
}

/** As convolutionGradients, where output channel c * multiplier + q sees input channel c alone. */
export function depthwiseGradients(
  x: Values,
  filter: Values,
  dy: Values,
  window: SlidingWindow,
): { readonly input: Values; readonly filter: Values } {
  const [, , channels = 0, multiplier = 0] = filter.shape;
  const [dx, dw] = [zeros(x.shape), zeros(filter.shape)];
  eachPlace(window, (input, output, place) => {
    for (let at = 0; at < channels * multiplier; at++) {
      const xAt = input * channels + Math.floor(at / multiplier);
      const wAt = place * channels * multiplier + at;
      const slope = dy.data[output * channels * multiplier + at]!;
      dx.data[xAt]! += slope * filter.data[wAt]!;
      dw.data[wAt]! += slope * x.data[xAt]!;
    }
  });
  return { input: dx, filter: dw };
}

/** The gradient of picking `rows` from a table: each picked row's slope is added to its row of the table. */
export function gatherGradient(
  shape: readonly [number, number],
  rows: readonly number[],
  dy: Values,
): Values {
  const table = zeros(shape);
  const width = shape[1];
  rows.forEach((row, i) => {
    for (let c = 0; c < width; c++) table.data[row * width + c]! += dy.data[i * width + c]!;
  });
  return table;
}

/** da and db of op(a) x op(b), where op transposes as told; each in its own argument's shape. */
export function matMulGradients(
  a: Values,
  b: Values,
  dy: Values,
  transposeA: boolean,
  transposeB: boolean,
): readonly [Values, Values] {
  const [m = 0, n = 0] = dy.shape;
  const k = a.data.length / m;
  const [da, db] = [zeros(a.shape), zeros(b.shape)];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const slope = dy.data[i * n + j]!;
      for (let inner = 0; inner < k; inner++) {
        const aAt = transposeA ? inner * m + i : i * k + inner;
        const bAt = transposeB ? j * k + inner : inner * n + j;
        da.data[aAt]! += slope * b.data[bAt]!;
        db.data[bAt]! += slope * a.data[aAt]!;
      }
    }
  }
  return [da, db];
}

/** (softmax(logits) - one-hot(label)) / examples: the gradient of the mean cross-entropy. */
export function crossEntropyGradient(logits: Values, labels: readonly number[]): Values {
  const [examples = 0, classes = 0] = logits.shape;
  const gradient = zeros(logits.shape);
  for (let i = 0; i < examples; i++) {
    const row = logits.data.subarray(i * classes, (i + 1) * classes);
    const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
    row.forEach((logit, c) => {
      gradient.data[i * classes + c] = (Math.exp(logit) / total - (labels[i] === c ? 1 : 0)) / examples;
    });
  }
  return gradient;
}
