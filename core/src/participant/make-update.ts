import type { Primitives } from "../identity/index.ts";
import { sealUpdate } from "../identity/index.ts";
import type { Plan } from "../plan/index.ts";
import type { MetaLane } from "../ring/index.ts";
import { countsOf, encodePayload, quantise, weightUnit, weightUnits } from "../ring/index.ts";
import { sealingKeyOf, updateShape } from "../rounds/index.ts";
import type { ClientId, Random } from "../support/index.ts";
import { digest, fromHex, seededRandom, toHex } from "../support/index.ts";
import type { Assignment } from "./connection.ts";
import type { SealedUpdate, Update } from "./state.ts";
import type { Evaluation } from "./trainer.ts";

/** The most examples that one update may score (ring, meta lane): sums over 65,535 participants stay below 2^32. */
const mostExamples = 65_535;
/** What is reported for a loss that is not finite: the largest sum that travels. */
const largestLossSum = 2 ** 24 - 1;

export interface UpdateContext {
  readonly plan: Plan;
  readonly assignment: Assignment;
  readonly client: ClientId;
  readonly primitives: Primitives;
  /** Drawn once per participant, and kept secret: from it come the streams of training and rounding. */
  readonly seed: Uint8Array;
  /** Fresh bytes for the seal's keys. */
  readonly random: Random;
}

/** H(seed, use, task, round, attempt, client): the same data never give the same delta in another attempt. */
export function roundStream(
  use: "train" | "quantise",
  { seed, assignment, client }: Pick<UpdateContext, "seed" | "assignment" | "client">,
): Random {
  const { task, round, attempt } = assignment.descriptor;
  return seededRandom(seed, use, task, String(round), String(attempt), client);
}

/**
 * An update as it travels: weighted, clipped and rounded to integers, encoded with its meta lane, and sealed to the
 * attempt's key. @throws RangeError naming the first element of the delta that is not finite.
 */
export function makeUpdate(update: Update, context: UpdateContext): SealedUpdate {
  const { plan, assignment, client, primitives, random } = context;
  const { descriptor, descriptorDigest } = assignment;
  const shape = updateShape(plan, update.purpose);
  const { integers, units, clipped } = encode(update, context);
  const payload = encodePayload(shape, integers, metaLane(update.evaluation, shape.classes, units, !clipped));
  const seal = { descriptor: descriptorDigest, client };
  const bytes = sealUpdate(payload, fromHex(sealingKeyOf(descriptor)), seal, primitives, random);
  return { bytes, digest: digest(toHex(primitives.sha256(bytes))) };
}

function encode(
  update: Update,
  context: UpdateContext,
): { integers: Int32Array; units: number; clipped: boolean } {
  if (update.purpose === "evaluate") return { integers: new Int32Array(0), units: 1, clipped: false };
  const { weighting, maximumExamples } = context.plan.aggregation;
  const units = weighting === "uniform" ? weightUnit : weightUnits(update.exampleCount, maximumExamples);
  const { encoding } = context.assignment.descriptor;
  return { ...quantise(update.delta, units, encoding, roundStream("quantise", context)), units };
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

/** More examples than may be reported are scaled down in proportion; the shares stay what they are, to a count. */
function capped(evaluation: Evaluation): Evaluation {
  if (evaluation.exampleCount <= mostExamples) return evaluation;
  const share = mostExamples / evaluation.exampleCount;
  const confusion = evaluation.confusion.map((count) => Math.floor(count * share));
  const exampleCount = confusion.reduce((sum, count) => sum + count, 0);
  return { exampleCount, lossSum: (evaluation.lossSum / evaluation.exampleCount) * exampleCount, confusion };
}
