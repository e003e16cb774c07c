import type { Plan } from "../plan/index.ts";
import type { MetaLane } from "../ring/index.ts";
import { countsOf, quantise, weightUnit, weightUnits } from "../ring/index.ts";
import type { ClientId, Random } from "../support/index.ts";
import { seededRandom } from "../support/index.ts";
import type { Assignment } from "./connection.ts";
import type { Update } from "./state.ts";
import type { Evaluation } from "./trainer.ts";

/** The most examples that one update may score (ring, meta lane): sums over 65,535 participants stay below 2^32. */
const mostExamples = 65_535;
/** What is reported for a loss that is not finite: the largest sum that travels. */
const largestLossSum = 2 ** 24 - 1;

export interface UpdateContext {
  readonly plan: Plan;
  readonly assignment: Assignment;
  readonly client: ClientId;
  /** Drawn once per participant, and kept secret: from it come the streams of training and rounding. */
  readonly seed: Uint8Array;
}

/** H(seed, use, task, incarnation, round, attempt, client): the same data never give the same delta in another attempt. */
export function roundStream(
  use: "train" | "quantise",
  { seed, assignment, client }: Omit<UpdateContext, "plan">,
): Random {
  const { task, incarnation, round, attempt } = assignment.descriptor;
  return seededRandom(seed, use, task, String(incarnation), String(round), String(attempt), client);
}

/**
 * An update as integers, in both modes: weighted, clipped, rounded, and its meta lane.
 * @throws RangeError naming the first element of the delta that is not finite.
 */
export function encodeUpdate(
  update: Update,
  context: UpdateContext,
): { readonly integers: Int32Array; readonly meta: MetaLane } {
  const classes = context.plan.labels.length;
  if (update.purpose === "evaluate") {
    return { integers: new Int32Array(0), meta: metaLane(update.evaluation, classes, 1, true) };
  }
  const { weighting, maximumExamples } = context.plan.aggregation;
  const units = weighting === "uniform" ? weightUnit : weightUnits(update.exampleCount, maximumExamples);
  const { encoding } = context.assignment.descriptor;
  const { integers, clipped } = quantise(update.delta, units, encoding, roundStream("quantise", context));
  return { integers, meta: metaLane(update.evaluation, classes, units, !clipped) };
}

function metaLane(evaluation: Evaluation, classes: number, units: number, unclipped: boolean): MetaLane {
  const { exampleCount, lossSum, confusion } = capped(evaluation);
  return {
    count: 1,
    weightUnits: units,
    unclipped: unclipped ? 1 : 0,
    exampleCount,
    lossSum: Number.isFinite(lossSum) ? Math.min(lossSum, largestLossSum) : largestLossSum,
    counts: countsOf(confusion, classes),
  };
}

/** More examples, or tokens, than may be reported are scaled down in proportion; the shares stay what they are, to a count. */
function capped(evaluation: Evaluation): Evaluation {
  if (evaluation.exampleCount <= mostExamples) return evaluation;
  const share = mostExamples / evaluation.exampleCount;
  if (evaluation.confusion.length === 0) {
    return { ...evaluation, exampleCount: mostExamples, lossSum: evaluation.lossSum * share };
  }
  const confusion = evaluation.confusion.map((count) => Math.floor(count * share));
  const exampleCount = confusion.reduce((sum, count) => sum + count, 0);
  return { exampleCount, lossSum: (evaluation.lossSum / evaluation.exampleCount) * exampleCount, confusion };
}
