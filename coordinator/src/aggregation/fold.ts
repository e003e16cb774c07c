import type { EncodingBounds, MetaLane } from "@tributary/core/ring";
import { decodeMean, decodeMeta, metaProblem } from "@tributary/core/ring";
import type { Result } from "@tributary/core/support";
import { err, ok } from "@tributary/core/support";
import { allFinite, l2Norm } from "@tributary/core/tensor";

import type { Strategy, StrategySettings, StrategyStep } from "../strategy/index.ts";

/** Room for the last bits of floating-point arithmetic in a mean's norm. */
const relativeTolerance = 1e-6;

export interface SumToCheck {
  readonly sum: Int32Array;
  readonly meta: Uint32Array;
  readonly bounds: EncodingBounds;
  readonly classes: number;
  /** Updates that were accepted. */
  readonly survivors: number;
}

/** What a sum stands for. */
export interface CheckedSum {
  readonly lane: MetaLane;
  /** The weighted mean delta: sum(z) (c / Q) / sum(w). */
  readonly mean: Float32Array;
}

/**
 * In place: the mean is where the sum was. A sum's checks: canaries, the count word, the other figures of its lane, and the mean's length, which is at most S since each delta's is; rounding
 * adds less than one unit of c / Q per coordinate and update. The error says what is wrong.
 */
export function checkSum({ sum, meta, bounds, classes, survivors }: SumToCheck): Result<CheckedSum, string> {
  const lane = decodeMeta(meta, classes);
  if (lane === undefined) return err("the canary words of the sum are not zero");
  if (lane.count !== survivors)
    return err(`the sum counts ${lane.count} updates, ${survivors} were accepted`);
  const problem = metaProblem(lane, classes, survivors);
  if (problem !== undefined) return err(`the sum contradicts itself: ${problem}`);
  const mean = decodeMean(sum, lane.weightUnits, bounds);
  const roundingUnit = decodeMean(Int32Array.of(survivors), lane.weightUnits, bounds)[0] ?? 0;
  const longest = bounds.clip * (1 + relativeTolerance) + roundingUnit * Math.sqrt(sum.length);
  const norm = l2Norm(mean);
  if (!(norm <= longest)) return err(`the mean delta has the norm ${norm}, at most ${longest} is possible`);
  return ok({ lane, mean });
}

/** One step of the server's optimiser; `model` and `state` are used up. The error says what is wrong with the result. */
export function nextModel(
  strategy: Strategy,
  settings: StrategySettings,
  step: { readonly model: Float32Array; readonly state: Float32Array; readonly mean: Float32Array },
): Result<StrategyStep, string> {
  const next = strategy.update(step.state, step.mean, step.model, settings);
  if (!allFinite(next.model)) return err(`the strategy ${strategy.name} made a model with NaN or infinity`);
  if (!allFinite(next.state)) return err(`the strategy ${strategy.name} made a state with NaN or infinity`);
  return ok(next);
}
