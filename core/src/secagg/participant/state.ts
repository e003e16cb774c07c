import type { ClientId } from "../../support/index.ts";
import { canaryWords, survivorsFloor } from "../rules.ts";
import type { Membership, Session } from "../rules.ts";
import type { HeldShares } from "../sealed-shares.ts";
import type { Advert, Confirmation, MaskedInput, SharedKeys, UnmaskAnswer } from "../messages.ts";
import type { ParticipantReason, ParticipantRefusal } from "../reasons.ts";
import type { Roster } from "../roster.ts";
import type { Guarded } from "./guarded.ts";
import { guard } from "./guarded.ts";

/** What a participant knows before an attempt begins. */
export interface Standing {
  readonly session: Session;
  readonly client: ClientId;
  readonly membership: Membership;
  /** The plan's, this client's own demand and the floor of three: whichever is most. */
  readonly minSurvivors: number;
}

/** Secrets of the two X25519 pairs of one attempt. */
export interface KeySecrets {
  readonly cipherSecret: Uint8Array;
  readonly maskSecret: Uint8Array;
}

/** What is needed to mask, until the vector is masked. */
export interface MaskingSecrets {
  readonly maskSecret: Uint8Array;
  /** b. */
  readonly selfSeed: Uint8Array;
  /** X25519 of the cipher keys, by neighbour. */
  readonly agreed: ReadonlyMap<ClientId, Uint8Array>;
  /** One's own share of one's own secrets; on the complete graph alone. */
  readonly own: HeldShares | undefined;
}

/** Shares of the sharers' secrets, by owner; on the complete graph one's own as well. */
export type Holdings = ReadonlyMap<ClientId, HeldShares>;

/** The vector and what is signed about it: sent again with the same bytes, never made again. */
export interface MaskedUpload {
  readonly message: MaskedInput;
  readonly vector: Uint8Array;
}

interface OnRoster {
  readonly standing: Standing;
  readonly roster: Roster;
}

interface Masked extends OnRoster {
  /** U2. */
  readonly sharers: readonly ClientId[];
  readonly secrets: Guarded<Holdings>;
}

/**
 * One participant's part in one attempt. A step consumes the state that it is given. Each state after `idle` has the
 * message that it owes, for sending again; a state is never written down, since its secrets must not be.
 */
export type ParticipantSession =
  | { readonly phase: "idle"; readonly standing: Standing; readonly secrets: Guarded<null> }
  | {
      readonly phase: "advertised";
      readonly standing: Standing;
      readonly secrets: Guarded<KeySecrets>;
      readonly message: Advert;
    }
  | (OnRoster & {
      readonly phase: "shared";
      readonly secrets: Guarded<MaskingSecrets>;
      readonly message: SharedKeys;
    })
  | (Masked & { readonly phase: "masked"; readonly message: MaskedUpload })
  | (Masked & {
      readonly phase: "confirmed";
      readonly survivors: readonly ClientId[];
      readonly message: Confirmation;
    })
  | (OnRoster & { readonly phase: "done"; readonly message: UnmaskAnswer })
  | { readonly phase: "burned"; readonly standing: Standing; readonly refusal: ParticipantRefusal };

/** Reasons that end a participant's part. */
export type BurnReason = Exclude<ParticipantReason, "out-of-order" | "second-unmask">;

export interface Problem {
  readonly reason: BurnReason;
  readonly detail: string;
}

export type Phase = ParticipantSession["phase"];
export type InPhase<Name extends Phase> = Extract<ParticipantSession, { readonly phase: Name }>;

/** What a step came to: the next state and what to send, or a refusal and the state that it leaves. */
export type Step<Next extends Phase, Message> =
  | { readonly ok: true; readonly state: InPhase<Next>; readonly message: Message }
  | { readonly ok: false; readonly state: ParticipantSession; readonly refusal: ParticipantRefusal };

/** @throws RangeError if the vector has no room for its count word and canaries. */
export function startParticipant(part: {
  readonly session: Session;
  readonly client: ClientId;
  readonly membership: Membership;
  /** Fewest survivors that this client's owner agrees to. */
  readonly demandedSurvivors?: number;
}): InPhase<"idle"> {
  const { session, client, membership, demandedSurvivors = 0 } = part;
  if (session.rules.vector.metaWords < 1 + canaryWords) {
    throw new RangeError(`the meta lane has ${session.rules.vector.metaWords} words`);
  }
  const minSurvivors = Math.max(session.rules.minSurvivors, demandedSurvivors, survivorsFloor);
  const standing = { session, client, membership, minSurvivors };
  return { phase: "idle", standing, secrets: guard(null, () => {}) };
}

/** Refuses and leaves the state as it is: the request was out of place, nothing that it says was looked at. */
export function outOfOrder(
  state: ParticipantSession,
  request: string,
): { readonly ok: false; readonly state: ParticipantSession; readonly refusal: ParticipantRefusal } {
  const detail = `${request} does not belong to the phase ${state.phase}`;
  return { ok: false, state, refusal: { reason: "out-of-order", detail } };
}

/** Refuses and ends this participant's part: its secrets are overwritten, nothing more of them leaves it. */
export function burn(
  state: ParticipantSession,
  reason: BurnReason,
  detail: string,
  evidence?: readonly Uint8Array[],
): { readonly ok: false; readonly state: InPhase<"burned">; readonly refusal: ParticipantRefusal } {
  eraseSecrets(state);
  const refusal = { reason, detail, ...(evidence && { evidence }) };
  return { ok: false, state: { phase: "burned", standing: state.standing, refusal }, refusal };
}

/** Ends this participant's part because it wants so, or because the attempt ended. */
export function abandon(state: ParticipantSession): InPhase<"burned"> {
  return burn(state, "abandoned", "the participant left the attempt").state;
}

function eraseSecrets(state: ParticipantSession): void {
  if (state.phase !== "done" && state.phase !== "burned") state.secrets.erase();
}

export function eraseKeys({ cipherSecret, maskSecret }: KeySecrets): void {
  cipherSecret.fill(0);
  maskSecret.fill(0);
}

export function eraseMaskingSecrets({ maskSecret, selfSeed, agreed, own }: MaskingSecrets): void {
  maskSecret.fill(0);
  selfSeed.fill(0);
  for (const secret of agreed.values()) secret.fill(0);
  if (own !== undefined) eraseShares(own);
}

export function eraseHoldings(holdings: Holdings): void {
  for (const shares of holdings.values()) eraseShares(shares);
}

export function eraseShares(shares: HeldShares): void {
  shares.maskSecret.fill(0);
  shares.selfSeed.fill(0);
}
