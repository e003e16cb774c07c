import type { EncodingBounds, MetaLane, RingSum, UpdateParts, UpdateShape } from "@tributary/core/ring";
import { parsePayload, quantisationLimit, readUpdateMeta, weightUnit } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { Result } from "@tributary/core/support";
import { err, ok } from "@tributary/core/support";

/** What updates of one attempt must be. */
export interface UpdateTerms {
  readonly shape: UpdateShape;
  readonly bounds: EncodingBounds;
  /** Whether every client weighs the same. */
  readonly uniform: boolean;
}

/** Room for the last bits of the client's own floating-point arithmetic. */
const relativeTolerance = 1e-6;

/**
 * Checks an opened update, which lies at the beginning of the sum's room, whole: its tensors, the range of each integer,
 * its length, its metrics. Only what passes may enter a sum.
 *
 * A clipped delta of weight w has |w delta| <= w S. Stochastic rounding moves each coordinate by less than one unit of
 * c / Q, so that the integers' length is below w S Q / c + sqrt(d).
 */
export function inspectUpdate(
  terms: UpdateTerms,
  ring: RingSum,
  payloadBytes: number,
): Result<UpdateParts, Refusal> {
  const { shape, bounds } = terms;
  const parsed = parsePayload(shape, ring.room.subarray(0, payloadBytes));
  if (!parsed.ok) return parsed;
  const read = readUpdateMeta(parsed.value.meta, shape.classes);
  if (!read.ok) return err({ reason: "bad-meta", detail: read.error });
  const lane = read.value;
  const problem = weightProblem(terms, lane);
  if (problem !== undefined) return err({ reason: "bad-meta", detail: problem });

  const limit = quantisationLimit(bounds);
  const size = shape.layout.size;
  const { peak, sumOfSquares } = ring.statistics(parsed.value.coordinatesAt);
  if (peak > limit) {
    return err({
      reason: "out-of-range",
      detail: `a coordinate is ${peak}, at most ${limit} can come of a clipped delta`,
    });
  }
  const unit = bounds.range / limit;
  const weight = lane.weightUnits / weightUnit;
  const longest = weight * bounds.clip * (1 + relativeTolerance) + unit * Math.sqrt(size);
  const norm = unit * Math.sqrt(sumOfSquares);
  if (norm > longest) {
    const detail = `the weighted delta has the norm ${norm.toPrecision(6)}, at most ${longest.toPrecision(6)} is allowed`;
    return err({ reason: "norm-exceeded", detail });
  }
  return ok(parsed.value);
}

function weightProblem({ uniform }: UpdateTerms, { weightUnits }: MetaLane): string | undefined {
  if (!uniform || weightUnits === weightUnit) return undefined;
  return `its weight is ${weightUnits} units, but every client weighs ${weightUnit} in this task`;
}
