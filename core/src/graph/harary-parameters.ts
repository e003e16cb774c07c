// Degree k and threshold t of a random Harary graph (Bell et al., Secure single-server aggregation with
// (poly)logarithmic overhead, CCS 2020), by the rule of Google's fcp/secagg/server/graph_parameter_finder.cc, except
// that a pair whose threshold survivors may miss is refused, where that code returns it.
import { hypergeometric, lowerQuantile, upperQuantile } from "./hypergeometric.ts";

/** What is assumed of a cohort. */
export interface GraphAssumptions {
  /** gamma: share of participants that may be corrupt, in [0, 1). */
  readonly corruptShare: number;
  /** delta: share of participants that may drop out, in [0, 1). */
  readonly dropoutShare: number;
  /** `curious`: the coordinator follows the protocol; `active`: it may tell some that v dropped and others that it did not. */
  readonly adversary: "curious" | "active";
  /** sigma: an attack on the graph succeeds with chance 2^-sigma at most. */
  readonly securityBits: number;
  /** eta: too few shares of some secret are left with chance 2^-eta at most. */
  readonly correctnessBits: number;
}

/** An even degree, and the shares that give a secret back. */
export interface HararyParameters {
  readonly degree: number;
  readonly threshold: number;
}

/** Keeps a product like 0.29 x 100 from being floored below the integer that it stands for. */
const slack = 1e-14;

/** The smallest even degree up to `maximumDegree` that holds under the assumptions; undefined if there is none. */
export function hararyParameters(
  participants: number,
  assumptions: GraphAssumptions,
  maximumDegree: number,
): HararyParameters | undefined {
  const corrupt = Math.floor((assumptions.corruptShare + slack) * participants);
  const dropped = Math.floor((assumptions.dropoutShare + slack) * participants);
  // Half of the security is spent on each of two events: a graph that falls apart, too many corrupt neighbours.
  const attack = halved(1, assumptions.securityBits + 1);
  const failure = halved(1, assumptions.correctnessBits);
  for (let degree = 2; degree <= Math.min(maximumDegree, participants - 2); degree += 2) {
    if (disconnection(participants, degree, corrupt + dropped) > attack) continue;
    const corruptNeighbours = hypergeometric(participants, corrupt, degree);
    const survivingNeighbours = hypergeometric(participants, participants - dropped, degree);
    const mostCorrupt = upperQuantile(corruptNeighbours, attack / participants);
    const fewestSurviving = lowerQuantile(survivingNeighbours, failure / participants);
    // An active coordinator asks each honest neighbour for one kind of share and the corrupt ones for both: t shares of
    // both kinds take 2t <= degree + corrupt neighbours.
    const exceeded =
      assumptions.adversary === "active" ? Math.ceil((mostCorrupt + degree - 1.25) / 2) : mostCorrupt;
    const threshold = Math.max(exceeded + 1, 2);
    if (threshold <= fewestSurviving) return { degree, threshold };
  }
  return undefined;
}

/**
 * At most this chance has a ring to fall apart without `bad` of its nodes: degree / 2 neighbours in two places must
 * all be bad, n (n - k - 1) / 2 pairs of places times bad! (n - k)! / ((bad - k)! n!).
 */
function disconnection(participants: number, degree: number, bad: number): number {
  if (degree > bad) return 0;
  let chance = (participants * (participants - degree - 1)) / 2;
  for (let i = 0; i < degree; i++) chance *= (bad - i) / (participants - i);
  return chance;
}

function halved(value: number, times: number): number {
  let result = value;
  for (let i = 0; i < times; i++) result /= 2;
  return result;
}
