import { resnetStages, resnetStem, vggBlocks, vggMapSide } from "@tributary/core/model";
import type { FamilyPlan, ResnetConvolution } from "@tributary/core/model";
import type { StageShape } from "./stage-shape.ts";

type Model = FamilyPlan["model"];
type ModelOf<Name extends Model["family"]> = Extract<Model, { family: Name }>;
type ImageInput = Extract<FamilyPlan["input"], { kind: "image" }>;

/** Maps of a batch. */
interface Maps {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** A convolution's module, with the maps that it reads and makes. */
interface Convolution {
  readonly module: string;
  readonly from: Maps;
  readonly to: Maps;
}

/** Results that a convolution leaves, as large as its maps: the product, the shift, the ReLU. */
const perConvolution = 3;

export function imageCnnShapes(
  { filters, hidden }: ModelOf<"image-cnn">,
  input: ImageInput,
  count: number,
): readonly StageShape[] {
  let from: Maps = input;
  const blocks = filters.map((channels, index) => {
    const to = { ...from, channels };
    const pooled = halved(to);
    const results = size(to) + perConvolution * size(pooled);
    const convolutions = [{ module: `conv${index + 1}`, from, to }];
    from = pooled;
    return convolving(convolutions, count, { out: size(pooled), results, up: results });
  });
  return [...blocks, connected(count, hidden, size(from) + 2 * hidden), connected(count, 0, hidden)];
}

export function resnetShapes(
  model: ModelOf<"resnet">,
  input: ImageInput,
  count: number,
): readonly StageShape[] {
  const stem = convolutionOf(resnetStem(model), input);
  let from = halved(stem.to, Math.ceil);
  const embedded = perConvolution * size(stem.to);
  const first = convolving([stem], count, {
    out: size(from),
    results: embedded + size(from),
    up: embedded,
  });
  const stages = resnetStages(model).map((layers) => {
    const all: Convolution[] = [];
    let [results, up] = [0, 0];
    for (const { path, shortcut } of layers) {
      const own = shortcut === undefined ? [] : [convolutionOf(shortcut, from)];
      let to = from;
      for (const each of path) {
        own.push(convolutionOf(each, to));
        to = own.at(-1)!.to;
      }
      // The sum of both paths and its ReLU.
      results += perConvolution * madeBy(own) + 2 * size(to);
      // Layers are tidied, and convolutions within them.
      up = Math.max(up, size(from) + madeBy(own) + 2 * widest(own) + size(to));
      all.push(...own);
      from = to;
    }
    return convolving(all, count, { out: size(from), results, up });
  });
  const { channels } = from;
  return [first, ...stages, connected(count, channels, channels), connected(count, 0, channels)];
}

export function vggShapes(model: ModelOf<"vgg">, input: ImageInput, count: number): readonly StageShape[] {
  let from: Maps = input;
  const blocks = vggBlocks(model, input.channels).map(({ convolutions, pooled }) => {
    const all = convolutions.map(({ convolution, outputs }) => {
      const to = { ...from, channels: outputs };
      const result = { module: convolution, from, to };
      from = to;
      return result;
    });
    if (pooled) from = halved(from);
    const end = pooled ? size(from) : 0;
    const results = perConvolution * madeBy(all) + end;
    // Convolutions are tidied.
    return convolving(all, count, { out: size(from), results, up: madeBy(all) + 2 * widest(all) + end });
  });
  const flat = from.channels * vggMapSide ** 2;
  return [
    ...blocks,
    connected(count, model.hidden, size(from) + 3 * flat + 4 * model.hidden),
    connected(count, 0, model.hidden),
  ];
}

export function mlpShapes({ hidden }: ModelOf<"mlp">, inputs: number, count: number): readonly StageShape[] {
  const widths = hidden.length === 0 ? [inputs] : hidden;
  return [
    ...widths.map((width) => connected(count, width, 2 * width)),
    connected(count, 0, widths.at(-1) ?? inputs),
  ];
}

/** A stage of convolutions. */
function convolving(
  convolutions: readonly Convolution[],
  count: number,
  of: { readonly out: number; readonly results: number; readonly up: number },
): StageShape {
  const pixels = new Map(convolutions.map(({ module, to }) => [module, to.width * to.height]));
  return {
    out: count * of.out,
    up: count * of.up,
    tape: 2 * count * of.results,
    // The way back spreads a gradient over the maps anew.
    passing: count * widest(convolutions),
    products: 0,
    rows: (module) => count * (pixels.get(module) ?? 0),
  };
}

/** A stage of fully connected layers; `out` and `results` are of one example. */
function connected(count: number, out: number, results: number): StageShape {
  return {
    out: count * out,
    up: count * results,
    tape: 2 * count * results,
    passing: 0,
    products: 0,
    rows: () => count,
  };
}

function madeBy(convolutions: readonly Convolution[]): number {
  return convolutions.reduce((sum, { to }) => sum + size(to), 0);
}

function widest(convolutions: readonly Convolution[]): number {
  return Math.max(0, ...convolutions.map(({ to }) => size(to)));
}

function convolutionOf({ module, outputs, stride }: ResnetConvolution, from: Maps): Convolution {
  const across = (side: number): number => Math.ceil(side / stride);
  return {
    module: `${module}.convolution`,
    from,
    to: { width: across(from.width), height: across(from.height), channels: outputs },
  };
}

function halved({ width, height, channels }: Maps, round: (side: number) => number = Math.floor): Maps {
  return { width: round(width / 2), height: round(height / 2), channels };
}

function size({ width, height, channels }: Maps): number {
  return width * height * channels;
}
