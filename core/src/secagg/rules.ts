import type { Topology } from "../graph/index.ts";
import type { RingProfile } from "../ring/index.ts";
import { packedBytes } from "../ring/index.ts";
import type { ClientId, Result } from "../support/index.ts";

export { survivorsFloor } from "../graph/index.ts";

/** Zero words at the end of the meta lane: a sum in which they are not zero was masked wrongly somewhere. */
export const canaryWords = 4;

/** What is masked: packed coordinates (profile), then u32le meta words, the canaries last. */
export interface VectorShape {
  readonly coordinates: number;
  readonly profile: RingProfile;
  readonly metaWords: number;
}

/** Bytes of one masked vector. */
export function vectorBytes(shape: VectorShape): number {
  return shape.coordinates * packedBytes(shape.profile) + 4 * shape.metaWords;
}

/** What both halves derive from the plan; a client never takes them from the coordinator. */
export interface SessionRules {
  /** Fewest and most clients on a roster. */
  readonly minimum: number;
  readonly maximum: number;
  /** Fewest updates that one sum may hold. */
  readonly minSurvivors: number;
  /** Graph and threshold for so many clients (graph/topology.ts), or why no graph is safe for them. */
  readonly topologyOf: (participants: number) => Result<Topology, string>;
  readonly vector: VectorShape;
}

/** One attempt, as both halves see it. */
export interface Session {
  /** ctx of context.ts: 32 bytes. */
  readonly context: Uint8Array;
  readonly rules: SessionRules;
}

/** Whether an identity key is one that this attempt may hold: on the organisation's roster, or any where enrolment is open. */
export type Membership =
  | { readonly kind: "open" }
  | { readonly kind: "roster"; readonly identityKeys: ReadonlyMap<ClientId, Uint8Array> };
