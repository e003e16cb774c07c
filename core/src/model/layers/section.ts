import { sha256Digest } from "../../tensor/index.ts";
import { canonicalJson, err, ok, utf8 } from "../../support/index.ts";
import type { DeepReadonly, Digest, Result } from "../../support/index.ts";
import { readTopology } from "./topology.ts";
import { kindOf, layerOf } from "./weights.ts";
import type { PlannedKind } from "./weights.ts";

/** A weight of a TF.js layers model as a plan has it. */
export interface LayersWeight {
  /** As in the manifest: `dense_1/kernel`. */
  readonly name: string;
  readonly shape: number[];
  readonly kind: PlannedKind;
  /** The stage that reads it; the head's is the last. */
  readonly stage: number;
  /** Whether it is of the last layer that computes with weights, or comes after. */
  readonly head: boolean;
}

/** The `model` section of a plan whose base is a TF.js layers model. */
export interface LayersSection {
  readonly family: "layers";
  /** SHA-256 of model.json as it travels with the weights: layers without values. */
  readonly topology: Digest;
  readonly inputShape: (number | null)[];
  readonly activation: "softmax" | "sigmoid" | "none";
  readonly weights: LayersWeight[];
}

/**
 * What a plan says of a layers model. The refusal is a sentence.
 * @param topology model.json without its weights
 * @param tensors the weights by name, as the manifest has them
 */
export function layersSection(
  topology: string,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): Result<LayersSection, string> {
  const network = readTopology(topology);
  if (!network.ok) return network;
  const { graph, ending, stages } = network.value;
  const places = stages.flatMap((stage, index) => stage.map((node) => ({ node, stage: index })));
  const stageOf = new Map(places.map(({ node, stage }) => [node, stage]));
  const byLayer = new Map<string, string[]>();
  for (const name of tensors.keys()) {
    const layer = layerOf(name, graph.nodes);
    if (layer === undefined) return err(`weight ${name} belongs to no layer of model.json`);
    byLayer.set(layer.name, [...(byLayer.get(layer.name) ?? []), name]);
  }
  const weights = [...graph.nodes.entries()].flatMap(([node, { name: layer }]) =>
    (byLayer.get(layer) ?? []).map((name) => {
      const shape = [...(tensors.get(name)?.shape ?? [])];
      return {
        name,
        shape,
        kind: kindOf(name, shape),
        stage: stageOf.get(node) ?? 0,
        head: node >= ending.head,
      };
    }),
  );
  return ok({
    family: "layers",
    topology: topologyDigest(topology),
    inputShape: [...graph.inputShape],
    activation: ending.activation,
    weights,
  });
}

function topologyDigest(topology: string): Digest {
  return sha256Digest(utf8(topology));
}

type PlannedSection = DeepReadonly<Omit<LayersSection, "topology">> & { readonly topology: string };

/**
 * Why the model.json that came with a base is not the one of its plan, in a sentence; undefined if it is.
 */
export function topologyProblem(model: PlannedSection, topology: string | undefined): string | undefined {
  if (topology === undefined) return "model.json is missing, which says what a layers model computes";
  const digest = topologyDigest(topology);
  if (digest !== model.topology) {
    return `model.json has the SHA-256 ${digest}, and the plan was made for ${model.topology}`;
  }
  const section = layersSection(topology, new Map(model.weights.map((weight) => [weight.name, weight])));
  if (!section.ok) return section.error;
  if (canonicalJson(section.value) === canonicalJson({ ...model, family: "layers" })) return undefined;
  return "the plan says other weights, stages or ends of the model than its model.json; make the plan from the model's folder";
}
