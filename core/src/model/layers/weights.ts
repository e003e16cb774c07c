import type { TensorKind } from "../family.ts";

/** What the weights of TF.js's layers are. */
export type PlannedKind = Exclude<TensorKind, "linear" | "conv">;

/**
 * What a weight is by its name's last part. A dense or recurrent layer has matrices, a convolution kernels (a transposed
 * one too, whose out comes before in: an adapter does not mind). What has no name of these is a scale, as PReLU's alpha.
 */
export function kindOf(name: string, shape: readonly number[]): PlannedKind {
  switch (lastPart(name)) {
    case "kernel":
    case "pointwise_kernel":
    case "recurrent_kernel":
      if (shape.length < 2) return "norm";
      return shape.length === 2 ? "conv1d" : "kernel";
    case "depthwise_kernel":
      return "depthwise";
    case "embeddings":
      return "embedding";
    case "bias":
    case "beta":
      return "bias";
    case "moving_mean":
    case "moving_variance":
      return "statistic";
    default:
      return "norm";
  }
}

/** What an adapter on a weight is called: its layer, of which a recurrent one has two weights to adapt. */
export function moduleOf(name: string): string {
  return lastPart(name) === "recurrent_kernel" ? name : name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The layer whose name the weight's begins with; the longest, since a layer's name may have slashes. */
export function layerOf<Layer extends { readonly name: string }>(
  weight: string,
  layers: readonly Layer[],
): Layer | undefined {
  return layers
    .filter(({ name }) => weight.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}
