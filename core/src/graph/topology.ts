import type { Result } from "../support/index.ts";
import { err, ok } from "../support/index.ts";
import { maximumHolders } from "../shamir/index.ts";
import { hararyParameters } from "./harary-parameters.ts";
import type { GraphAssumptions } from "./harary-parameters.ts";

/** Who masks with whom and shares secrets with whom, and how many shares give a secret back. */
export type Topology =
  /** Everyone with everyone; a secret is shared among all, its owner included. */
  | { readonly kind: "complete"; readonly threshold: number }
  /** A random Harary graph: everyone with `degree` neighbours, who hold the shares. */
  | { readonly kind: "harary"; readonly degree: number; readonly threshold: number };

/** Up to here the graph is complete: a tenth of few participants is no number to reason about chances with. */
export const completeUpTo = 128;
/** With fewer participants the threshold protects against a curious coordinator only. */
export const activeFrom = 8;
/** Below this no client takes part, whatever a plan says: with two survivors each learns the other's update. */
export const survivorsFloor = 3;

/**
 * A tenth corrupt and a tenth dropped, against an active coordinator; 80 bits, since it can try rosters (leave one
 * client out, hash again) until it likes the graph.
 */
export const activeAssumptions: GraphAssumptions = {
  corruptShare: 0.1,
  dropoutShare: 0.1,
  adversary: "active",
  securityBits: 80,
  correctnessBits: 30,
};

/** t on the complete graph: floor(2n/3) + 1, or floor(n/2) + 1 below 8 participants (Bonawitz et al., CCS 2017, section 6). */
export function completeThreshold(participants: number): number {
  return participants < activeFrom
    ? Math.floor(participants / 2) + 1
    : Math.floor((2 * participants) / 3) + 1;
}

/**
 * The topology for a roster of so many participants; every client finds it by itself: the complete graph, for larger
 * rosters the Harary rule. The refusal is a sentence.
 */
export function topologyFor(
  participants: number,
  assumptions: GraphAssumptions = activeAssumptions,
): Result<Topology, string> {
  if (!Number.isInteger(participants) || participants < survivorsFloor) {
    return err(`secure aggregation takes at least ${survivorsFloor} participants, not ${participants}`);
  }
  if (participants <= completeUpTo) {
    return ok({ kind: "complete", threshold: completeThreshold(participants) });
  }
  const parameters = hararyParameters(participants, assumptions, maximumHolders);
  if (parameters === undefined) {
    const { corruptShare, dropoutShare } = assumptions;
    return err(
      `no graph of up to ${maximumHolders} neighbours is safe for ${participants} participants of whom ${100 * corruptShare} % may be corrupt and ${100 * dropoutShare} % may drop out; choose a goal of at most ${completeUpTo}`,
    );
  }
  return ok({ kind: "harary", ...parameters });
}
