import { modelInput } from "./graph.ts";
import type { LayersGraph } from "./graph.ts";
import { layerRoles } from "./layer-classes.ts";

/** Nodes in a row that are computed together. */
export type GraphStage = readonly number[];

/**
 * A graph cut where one value alone goes on, so that each stage reads nothing but what the one before it made. A stage
 * begins where a layer that computes with weights comes next: a convolution with its normalisation, activation and
 * pooling is one stage, and so is a residual block, which its shortcut holds together. The last stage is the head's; the
 * first may be empty, if nothing comes before the head.
 * @param head the node of the head's layer
 */
export function stagesOf({ nodes }: LayersGraph, head: number): readonly GraphStage[] {
  const stages: number[][] = [[]];
  let computes = false;
  for (const piece of piecesOf(nodes)) {
    const weighty = piece.some((index) => layerRoles[nodes[index]!.className] === "kernel");
    if ((weighty && computes) || piece.includes(head)) stages.push([]);
    computes ||= weighty;
    stages.at(-1)?.push(...piece);
  }
  return stages;
}

/** The pieces between any two nodes past which nothing goes but what the first of them gives. */
function piecesOf(nodes: LayersGraph["nodes"]): readonly (readonly number[])[] {
  const lastReader = new Map<number, number>();
  for (const [index, { inputs }] of nodes.entries()) {
    for (const input of inputs) lastReader.set(input, index);
  }
  const pieces: number[][] = [];
  let piece: number[] = [];
  // The last node that reads what lies before the present one.
  let reach = lastReader.get(modelInput) ?? modelInput;
  for (const index of nodes.keys()) {
    piece.push(index);
    if (reach <= index) {
      pieces.push(piece);
      piece = [];
    }
    reach = Math.max(reach, lastReader.get(index) ?? index);
  }
  return pieces;
}
