import type { Tensor } from "@tensorflow/tfjs";

import {
  checkBase,
  initialKept,
  isAdaptable,
  matrixOf,
  modelProblem,
  modelTensors,
  trainableLayout,
} from "@tributary/core/model";
import type { Trainable } from "@tributary/core/model";
import type { TrainerTask } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { layoutOf } from "@tributary/core/tensor";
import type { Layout } from "@tributary/core/tensor";
import type { TapeLoss, TapeStage } from "./blockwise.ts";
import type { TensorFlow } from "./engine/index.ts";
import { networkOf, trainedView } from "./networks/index.ts";
import type { EngineBatch, Network, TrainedView, Weights } from "./networks/index.ts";

/** A hidden state and the stage that it enters. */
export interface Entering {
  readonly x: Tensor;
  readonly stage: number;
}

interface Tape {
  readonly stages: readonly TapeStage[];
  readonly loss: TapeLoss;
}

/** A task on an engine, as its steps need it. */
export interface LocalTask {
  readonly plan: Plan;
  readonly network: Network;
  /** Of the flat vector of all that is trained here: first what travels, then what the client keeps. */
  readonly layout: Layout;
  /** How much of it travels. */
  readonly travels: number;
  /** What the client keeps, as it begins. */
  readonly kept: Float32Array;
  /** 1 for each trained weight that decays, else 0. */
  readonly decays: Uint8Array;
  view(trained: readonly Tensor[]): Weights;
  /**
   * The stages as differentiation takes them, and the loss of a batch.
   * @param entering what enters a stage, where those below it need not be computed
   */
  tape(batch: EngineBatch, entering?: Entering): Tape;
  /** Units that the head reads. */
  readonly headInputs: number;
  /** The first stage that something trained is in; the number of stages where only the head is. */
  readonly lowestTrained: number;
  dispose(): void;
}

/** Uploads what is frozen. @throws UserError if the base does not fit the plan, or the plan itself */
export function loadTask(tf: TensorFlow, { plan, base, assets }: TrainerTask): LocalTask {
  const problem = modelProblem(plan);
  if (problem !== undefined)
    throw new UserError(`the plan of task ${plan.task} cannot be trained: ${problem}`);
  const checked = checkBase(plan, base);
  if (!checked.ok) {
    const problems = checked.error.map(({ message }) => message).join("; ");
    throw new UserError(`the base model of task ${plan.task} does not fit its plan: ${problems}`);
  }
  const network = networkOf(tf, plan, assets);
  const trained = trainedView(tf, plan, checked.value);
  const { trainables } = trained;
  const layout = layoutOf(trainables);
  const travels = trainableLayout(plan).size;
  return {
    plan,
    network,
    layout,
    travels,
    kept: initialKept(plan, checked.value),
    decays: decaysOf(layout, trainables),
    view: trained.view,
    tape: (batch, entering) => tapeOf(network, trained, batch, entering),
    lowestTrained: Math.min(network.stages.length, ...trainables.map(({ spec }) => Math.min(...spec.stages))),
    headInputs: headInputsOf(plan),
    dispose: () => trained.frozen.dispose(),
  };
}

function headInputsOf(plan: Plan): number {
  const weight = modelTensors(plan).find((spec) => spec.head && isAdaptable(spec));
  if (weight === undefined) return 0;
  return (matrixOf(weight).outputsLast ? weight.shape.at(-2) : weight.shape[1]) ?? 0;
}

function decaysOf(layout: Layout, trainables: readonly Trainable[]): Uint8Array {
  const decays = new Uint8Array(layout.size).fill(1);
  for (const [index, { role, spec }] of trainables.entries()) {
    const { offset, size } = layout.entries[index]!;
    if (role === "tensor" && (spec.kind === "bias" || spec.kind === "norm"))
      decays.fill(0, offset, offset + size);
  }
  return decays;
}

function tapeOf(
  network: Network,
  { trainables, view }: TrainedView,
  batch: EngineBatch,
  entering: Entering | undefined,
): Tape {
  const reads = (stage: number): readonly number[] =>
    [...trainables.keys()].filter((index) => trainables[index]!.spec.stages.includes(stage));
  const given: TapeStage[] = entering === undefined ? [] : [{ reads: [], run: () => entering.x }];
  const stages = network.stages.map((run, stage): TapeStage => ({
    reads: reads(stage),
    run: (trained, x) => run(view(trained), x, batch),
  }));
  return {
    stages: [...given, ...stages.slice(entering?.stage ?? 0)],
    loss: {
      reads: reads(network.stages.length),
      run: (trained, x) => network.loss(view(trained), required(x), batch),
    },
  };
}

function required(x: Tensor | undefined): Tensor {
  if (x === undefined) throw new RangeError("a network has at least one stage");
  return x;
}
