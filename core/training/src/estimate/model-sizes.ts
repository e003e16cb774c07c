import { frozenAdapters, keptTrainables, modelTensors, trainables } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { elementCount } from "@tributary/core/tensor";
import { lowestTrained, sizeOf } from "./stage-costs.ts";

/** What a plan's model takes, whatever the data. */
export interface ModelSizes {
  /** Of what is frozen, on the engine. */
  readonly frozenBytes: number;
  /** Of what is trained, on the engine. */
  readonly residentTrainedBytes: number;
  /** The same with all copies of it in the process, and the optimizer's moments. */
  readonly trainedBytes: number;
  /** The first stage that something trained is in. */
  readonly lowestTrained: number;
}

/** Copies of what is trained in the process: what came in, the start, the weights, gradients as read and as added, the difference. */
const copies = 6;
const moments: Readonly<Record<Plan["training"]["optimizer"], number>> = { sgd: 0, momentum: 1, adamw: 2 };

export function modelSizes(plan: Plan): ModelSizes {
  const all = [...trainables(plan), ...keptTrainables(plan)];
  const whole = new Set(all.flatMap(({ name, role }) => (role === "tensor" ? [name] : [])));
  const frozen = [
    ...modelTensors(plan).filter(({ name }) => !whole.has(name)),
    ...frozenAdapters(plan).values(),
  ];
  const residentTrainedBytes = 4 * sizeOf(all);
  return {
    frozenBytes: 4 * frozen.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    residentTrainedBytes,
    trainedBytes: (1 + copies + moments[plan.training.optimizer]) * residentTrainedBytes,
    lowestTrained: lowestTrained(plan),
  };
}
