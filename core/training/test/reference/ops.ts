// Transformers' operations in doubles and plain loops, from their definitions: slow, and shares no code with what it judges.
// Every tensor is flat, row by row.

type Reals = ArrayLike<number>;

/** The gradient of sum(operation(inputs) * dy) with respect to one input, by central differences. */
export function slopesOf(
  operation: (inputs: readonly Float64Array[]) => readonly number[],
  inputs: readonly Reals[],
  which: number,
  dy: Reals,
): number[] {
  const step = 1e-5;
  const lossAt = (at: number, change: number): number => {
    const moved = inputs.map((input) => Float64Array.from(input));
    moved[which]![at]! += change;
    return operation(moved).reduce((sum, value, i) => sum + value * dy[i]!, 0);
  };
  return Array.from(inputs[which]!, (_, at) => (lossAt(at, step) - lossAt(at, -step)) / (2 * step));
}

export function layerNorm(x: Reals, gamma: Reals, beta: Reals, epsilon: number): number[] {
  return rowsOf(x, gamma.length).flatMap((row) => {
    const mean = total(row) / row.length;
    const variance = total(row.map((value) => (value - mean) ** 2)) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + epsilon)) * gamma[i]! + beta[i]!);
  });
}

export function gelu(x: number): number {
  return (x * (1 + erf(x / Math.SQRT2))) / 2;
}

export function geluNew(x: number): number {
  return (x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))) / 2;
}

/** To 1e-13: by its Taylor series near 0, by erfc's continued fraction further out, where the series cancels. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 3) {
    let fraction = size;
    for (let k = 60; k > 0; k--) fraction = size + k / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction));
  }
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

export interface AttentionShape {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly heads: number;
}

/** `bias(sequence, query, key)` is added to a score. */
export function attention(
  { batch, length, width, heads }: AttentionShape,
  [q, k, v]: readonly Reals[],
  bias: (sequence: number, query: number, key: number) => number,
): number[] {
  const size = width / heads;
  const out = Array<number>(batch * length * width).fill(0);
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let head = 0; head < heads; head++) {
      const at = (token: number, i: number): number => (sequence * length + token) * width + head * size + i;
      for (let query = 0; query < length; query++) {
        const scores = Array.from({ length }, (_, key) => {
          let score = 0;
          for (let i = 0; i < size; i++) score += q![at(query, i)]! * k![at(key, i)]!;
          return score / Math.sqrt(size) + bias(sequence, query, key);
        });
        const shares = softmax(scores);
        for (let i = 0; i < size; i++) {
          out[at(query, i)] = total(shares.map((share, key) => share * v![at(key, i)]!));
        }
      }
    }
  }
  return out;
}

/** -log softmax(logits)[target] of each row. */
export function rowLosses(logits: Reals, targets: readonly number[]): number[] {
  return rowsOf(logits, logits.length / targets.length).map((row, i) => {
    const peak = Math.max(...row);
    return peak + Math.log(total(row.map((logit) => Math.exp(logit - peak)))) - row[targets[i]!]!;
  });
}

/** a [rows, inner] times the transpose of b [columns, inner]. */
export function timesTransposed(a: Reals, b: Reals, inner: number): number[] {
  const columns = rowsOf(b, inner);
  return rowsOf(a, inner).flatMap((row) =>
    columns.map((column) => total(row.map((value, i) => value * column[i]!))),
  );
}

export function meanOf(values: readonly number[]): number {
  return total(values) / values.length;
}

function softmax(scores: readonly number[]): number[] {
  const peak = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - peak));
  const sum = total(powers);
  return powers.map((power) => power / sum);
}

function rowsOf(values: Reals, width: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, i) => all.slice(i * width, (i + 1) * width));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
