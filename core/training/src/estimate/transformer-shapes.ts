import type { FamilyPlan } from "@tributary/core/model";
import type { Extent, StageShape } from "./stage-shape.ts";

type Model = FamilyPlan["model"];
type Transformer = Extract<Model, { family: "bert" | "distilbert" | "gpt2" | "vit" }>;

/** A transformer's numbers under one name each. */
interface Sizes {
  readonly layers: number;
  readonly width: number;
  readonly inner: number;
  readonly heads: number;
  /** What the stem makes of an input beside the embedding itself, for each token. */
  readonly stem: number;
  /** Words that the head tells apart for each token; 0: it reads one row of an example. */
  readonly vocabulary: number;
}

/** Rows of logits that networks/gpt2.ts holds at a time. */
const chunkRows = 64;

export function transformerShapes(
  model: Transformer,
  { count, length, ownKernels }: Extent,
): readonly StageShape[] {
  const { layers, width, inner, heads, stem, vocabulary } = sizesOf(model);
  const tokens = model.family === "vit" ? (model.imageSize / model.patchSize) ** 2 + 1 : length;
  const n = count * tokens;
  const state = n * width;
  const scores = n * heads * tokens;
  const block: StageShape = {
    out: state,
    up: 10 * state + 2 * n * inner + (ownKernels ? 0 : Math.max(3 * n * inner, 4 * scores + 3 * state)),
    tape: 20 * state + 3 * n * inner,
    // Of the activation, or of attention, whichever is more.
    passing: ownKernels ? n * inner : Math.max(5 * n * inner, 7 * scores + 5 * state),
    products: 2 * n * tokens * width,
    rows: () => n,
  };
  const embedded = 5 * state + n * stem;
  const blocks = Array.from({ length: layers }, () => block);
  const first = plain(state, embedded, n);
  if (vocabulary > 0) {
    const logits = Math.min(n, chunkRows) * vocabulary;
    const head = plain(0, 4 * state, n);
    return [first, ...blocks, { ...head, up: head.up + 4 * logits, passing: 6 * logits }];
  }
  // What gathers an example's tokens to one row; a mean reads them all.
  const pooled = plain(count * width, 3 * count * width + state, count);
  return [first, ...blocks, pooled, plain(0, 4 * count * width, count)];
}

function plain(out: number, results: number, rows: number): StageShape {
  return { out, up: results, tape: 2 * results, passing: 0, products: 0, rows: () => rows };
}

function sizesOf(model: Transformer): Sizes {
  switch (model.family) {
    case "bert":
      return {
        layers: model.numHiddenLayers,
        width: model.hiddenSize,
        inner: model.intermediateSize,
        heads: model.numAttentionHeads,
        stem: 0,
        vocabulary: 0,
      };
    case "distilbert":
      return {
        layers: model.nLayers,
        width: model.dim,
        inner: model.hiddenDim,
        heads: model.nHeads,
        stem: 0,
        vocabulary: 0,
      };
    case "gpt2":
      return {
        layers: model.nLayer,
        width: model.nEmbd,
        inner: model.nInner,
        heads: model.nHead,
        stem: 0,
        vocabulary: model.vocabSize,
      };
    case "vit":
      return {
        layers: model.numHiddenLayers,
        width: model.hiddenSize,
        inner: model.intermediateSize,
        heads: model.numAttentionHeads,
        // Its patches, and the same in the order of its kernel.
        stem: 2 * model.numChannels * model.patchSize ** 2,
        vocabulary: 0,
      };
    default:
      return model satisfies never;
  }
}
