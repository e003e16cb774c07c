import { adapters, inputSize, keptTrainables, modelTensors, trainables } from "@tributary/core/model";
import type { FamilyPlan, Trainable, TuningPlan } from "@tributary/core/model";
import { elementCount } from "@tributary/core/tensor";
import type { LayerUses } from "../networks/index.ts";
import { imageCnnShapes, mlpShapes, resnetShapes, vggShapes } from "./image-shapes.ts";
import { layersShapes } from "./layers-shapes.ts";
import type { Extent, StageShape } from "./stage-shape.ts";
import { transformerShapes } from "./transformer-shapes.ts";

/** What a stage costs for a batch under a plan's tuning; numbers and multiplications as in StageShape. */
export interface StageCost {
  readonly out: number;
  readonly up: number;
  readonly tape: number;
  readonly passing: number;
  /** Of the way up; that of the gradient of what entered is as much again. */
  readonly multiplications: number;
  /** Of the gradients of what is trained in it. */
  readonly gradientMultiplications: number;
  /** Numbers that are trained in it. */
  readonly trained: number;
}

/**
 * Of each stage of the plan's network, the head last.
 * @param uses the layers of a model of TF.js, of which the plan alone does not say what lies between its weights
 */
export function stageCosts(
  plan: TuningPlan,
  extent: Extent,
  uses: LayerUses | undefined,
): readonly StageCost[] {
  const all = [...trainables(plan), ...keptTrainables(plan)];
  const whole = new Set(all.flatMap(({ name, role }) => (role === "tensor" ? [name] : [])));
  const adapted = adapters(plan);
  const specs = modelTensors(plan);
  // TF.js's own layers take a weight as it lies: with an adapter it is made anew.
  const whollyMade = plan.model.family === "layers";
  return stageShapes(plan, extent, uses).map((shape, stage): StageCost => {
    const { out, passing } = shape;
    let { up, tape, products: multiplications } = shape;
    let gradientMultiplications = 0;
    for (const { name, module, kind, shape: sides, stages } of specs) {
      if (!stages.includes(stage)) continue;
      const size = elementCount(sides);
      // A table that is looked up costs nothing but its adapter; one that is the head's weight too is multiplied there.
      if (kind === "embedding" && stage === Math.min(...stages)) {
        const adapter = adapted.get(module);
        if (adapter === undefined) continue;
        const [, width = 0] = sides;
        const each = shape.rows(module);
        up += each * (3 * width + adapter.rank);
        tape += each * (3 * width + 2 * adapter.rank);
        multiplications += each * adapter.rank * width;
        gradientMultiplications += each * adapter.rank * width;
        continue;
      }
      if (kind === "norm" || kind === "bias" || kind === "statistic") continue;
      const rows = shape.rows(module);
      const [first = 1, second = 1] = sides;
      multiplications += rows * size;
      const adapter = whole.has(name) ? undefined : adapted.get(module);
      const isTrained = whole.has(name);
      if (isTrained) gradientMultiplications += rows * size;
      if (whollyMade) {
        if (adapter !== undefined) {
          up += 2 * size;
          tape += 4 * size;
          gradientMultiplications += rows * size;
        }
      } else if (kind === "linear" || kind === "conv1d") {
        const [outputs, inputs] = kind === "linear" ? [first, second] : [second, first];
        if (isTrained || whole.has(`${module}.bias`)) tape += rows * (inputs + outputs);
        if (adapter !== undefined) {
          const { rank } = adapter;
          up += rows * (3 * outputs + rank);
          tape += rows * (4 * outputs + 2 * inputs + 3 * rank);
          multiplications += rows * rank * (inputs + outputs);
          gradientMultiplications += rows * rank * (inputs + outputs);
        }
      } else if (kind !== "embedding") {
        // A kernel that is trained or adapted is made anew each time.
        if (isTrained || adapter !== undefined) {
          up += size;
          tape += 2 * size;
        }
        if (adapter !== undefined) gradientMultiplications += rows * size;
      }
    }
    // Of a tensor that two stages read, the gradient is whole at the upper one.
    const trained = sizeOf(all.filter(({ spec }) => stage === Math.max(...spec.stages)));
    return { out, up, tape, passing, multiplications, gradientMultiplications, trained };
  });
}

/** The first stage that something trained is in; the number of stages before the head where only the head is. */
export function lowestTrained(plan: TuningPlan): number {
  const all = [...trainables(plan), ...keptTrainables(plan)];
  return Math.min(...all.map(({ spec }) => Math.min(...spec.stages)));
}

export function sizeOf(list: readonly Trainable[]): number {
  return list.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

function stageShapes(plan: FamilyPlan, extent: Extent, uses: LayerUses | undefined): readonly StageShape[] {
  const { model, input } = plan;
  switch (model.family) {
    case "bert":
    case "distilbert":
    case "gpt2":
    case "vit":
      return transformerShapes(model, extent);
    case "image-cnn":
      return imageCnnShapes(model, imageOf(input), extent.count);
    case "resnet":
      return resnetShapes(model, imageOf(input), extent.count);
    case "vgg":
      return vggShapes(model, imageOf(input), extent.count);
    case "mlp":
      return mlpShapes(model, inputSize(input), extent.count);
    case "layers":
      if (uses === undefined) throw new RangeError("the layers come with the base");
      return layersShapes(plan, uses, extent.count);
    default:
      return model satisfies never;
  }
}

function imageOf(input: FamilyPlan["input"]): Extract<FamilyPlan["input"], { kind: "image" }> {
  if (input.kind !== "image") throw new RangeError("the network reads images");
  return input;
}
