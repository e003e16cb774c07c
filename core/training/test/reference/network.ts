import type { NumericExample } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { adapters, modelTensors, trainableLayout } from "@tributary/core/model";
import type { NamedArrays } from "@tributary/core/tensor";

// The families in doubles and plain loops, from their description in core/src/model: slow, and shares no code with what it judges.

interface Real {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The effective tensors of a base and a flat vector of trained values. */
export function effectiveTensors(
  plan: Plan,
  base: NamedArrays,
  flat: Float64Array,
): ReadonlyMap<string, Real> {
  const trained = new Map(
    trainableLayout(plan).entries.map(({ name, shape, offset, size }) => [
      name,
      { shape, data: flat.subarray(offset, offset + size) },
    ]),
  );
  const tensors = new Map<string, Real>();
  for (const { name, module, shape, kind } of modelTensors(plan)) {
    const own = trained.get(name);
    const data = own?.data ?? Float64Array.from(base.get(name)!.data);
    tensors.set(name, { shape, data });
    const adapter = adapters(plan).get(module);
    if (adapter === undefined || kind === "bias" || plan.tuning.method !== "lora") continue;
    const { rank, alpha } = plan.tuning;
    const [a, b] = [trained.get(adapter.a)!.data, trained.get(adapter.b)!.data];
    const inputs = data.length / shape[0]!;
    for (let out = 0; out < shape[0]!; out++) {
      for (let input = 0; input < inputs; input++) {
        for (let k = 0; k < rank; k++) {
          data[out * inputs + input]! += (alpha / rank) * b[out * rank + k]! * a[k * inputs + input]!;
        }
      }
    }
  }
  return tensors;
}

export function logitsOf(
  plan: Plan,
  tensors: ReadonlyMap<string, Real>,
  values: ArrayLike<number>,
): number[] {
  let x = Array.from(values);
  if (plan.model.family === "image-cnn" && plan.input.kind === "image") {
    let { width, height } = plan.input;
    // [channel][row][column], so that flattening is C, H, W.
    let maps = Array.from({ length: plan.input.channels }, (_, channel) =>
      Array.from({ length: height }, (_, row) =>
        Array.from(
          { length: width },
          (_, column) =>
            x[(row * width + column) * (plan.input.kind === "image" ? plan.input.channels : 1) + channel]!,
        ),
      ),
    );
    for (const index of plan.model.filters.keys()) {
      maps = pool(
        convolve(maps, tensors.get(`conv${index + 1}.weight`)!, tensors.get(`conv${index + 1}.bias`)!),
      );
      [width, height] = [maps[0]![0]!.length, maps[0]!.length];
    }
    x = linear(maps.flat(2), tensors, "fc1").map((value) => Math.max(0, value));
  } else {
    for (let layer = 1; tensors.has(`fc${layer}.weight`); layer++) {
      x = linear(x, tensors, `fc${layer}`).map((value) => Math.max(0, value));
    }
  }
  return linear(x, tensors, "head");
}

/** Mean cross-entropy over the examples. */
export function lossOf(
  plan: Plan,
  tensors: ReadonlyMap<string, Real>,
  examples: readonly NumericExample[],
): number {
  const losses = examples.map(({ values, label }) => {
    const logits = logitsOf(plan, tensors, values);
    return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[label]!;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The gradient of lossOf with respect to the flat vector, by central differences. */
export function gradientOf(
  plan: Plan,
  base: NamedArrays,
  flat: ArrayLike<number>,
  examples: readonly NumericExample[],
): Float64Array {
  const step = 1e-6;
  const at = Float64Array.from(flat);
  const lossAt = (index: number, change: number): number => {
    const moved = at.slice();
    moved[index]! += change;
    return lossOf(plan, effectiveTensors(plan, base, moved), examples);
  };
  return at.map((_, index) => (lossAt(index, step) - lossAt(index, -step)) / (2 * step));
}

function linear(x: readonly number[], tensors: ReadonlyMap<string, Real>, module: string): number[] {
  const weight = tensors.get(`${module}.weight`)!.data;
  const bias = tensors.get(`${module}.bias`)!.data;
  return Array.from(bias, (start, out) =>
    x.reduce((sum, value, input) => sum + value * weight[out * x.length + input]!, start),
  );
}

function convolve(maps: readonly (readonly (readonly number[])[])[], weight: Real, bias: Real): number[][][] {
  const inputs = maps.length;
  return Array.from(bias.data, (start, out) =>
    maps[0]!.map((row, y) =>
      row.map((_, x) => {
        let sum = start;
        for (let input = 0; input < inputs; input++) {
          for (let dy = -1; dy <= 1; dy++) {
            for (let dx = -1; dx <= 1; dx++) {
              const pixel = maps[input]![y + dy]?.[x + dx] ?? 0;
              sum += pixel * weight.data[((out * inputs + input) * 3 + dy + 1) * 3 + dx + 1]!;
            }
          }
        }
        return sum;
      }),
    ),
  );
}

/** ReLU, then the greatest of each 2x2; an odd last row or column is left out. */
function pool(maps: readonly (readonly (readonly number[])[])[]): number[][][] {
  return maps.map((map) =>
    Array.from({ length: Math.floor(map.length / 2) }, (_, y) =>
      Array.from({ length: Math.floor(map[0]!.length / 2) }, (_, x) =>
        Math.max(
          0,
          map[2 * y]![2 * x]!,
          map[2 * y]![2 * x + 1]!,
          map[2 * y + 1]![2 * x]!,
          map[2 * y + 1]![2 * x + 1]!,
        ),
      ),
    ),
  );
}
