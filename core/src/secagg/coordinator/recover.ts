// From shares to masks. Shamir's scheme has no integrity of its own: a recovered seed is compared with its commitment,
// a recovered mask secret with its public key, and where they differ other shares are tried.
//
// Of the sum of the survivors' vectors there remain, and are taken away:
//   each survivor's self-mask;
//   of each sharer v that vanished, the pair-masks with its neighbours among the survivors.
import type { Primitives } from "../../identity/index.ts";
import type { Mask, MaskPort } from "../../masks/index.ts";
import { createCombiner } from "../../shamir/index.ts";
import type { Combiner, Share } from "../../shamir/index.ts";
import type { ClientId, Result } from "../../support/index.ts";
import { draw, equalBytes, err, ok, seededRandom, utf8 } from "../../support/index.ts";
import { pairMaskSeed, pairSign, selfMaskSeed } from "../mask-seeds.ts";
import type { SecretKind } from "../messages.ts";
import type { SessionAbort } from "../reasons.ts";
import { holdersOf, neighbourAdverts } from "../roster.ts";
import { selfSeedCommitment } from "../statements.ts";
import { readSum, sumProblem } from "../vector.ts";
import type { PlainSum } from "../vector.ts";
import { abortWith } from "./state.ts";
import type { AtPhase } from "./state.ts";
import { stillLocked } from "./unmask.ts";

/** A share that is not on the polynomial of the secret that was found right; listed where the blame is certain. */
export interface FalseShare {
  readonly holder: ClientId;
  readonly owner: ClientId;
  readonly kind: SecretKind;
}

export interface Recovery {
  /** What to add to the masked sum. The seeds are secret until the sum is known; whoever expands them erases them. */
  readonly masks: readonly Mask[];
  readonly falseShares: readonly FalseShare[];
}

/** Subsets of shares that are tried for one secret. */
const attemptsPerSecret = 256;

/**
 * The masks that remain on the sum of the survivors' vectors; or why they cannot be known, naming whose secrets.
 * Nothing of the sum is looked at.
 */
export async function recoverMasks(
  state: AtPhase<"unmasking">,
  primitives: Primitives,
): Promise<Result<Recovery, SessionAbort>> {
  const locked = stillLocked(state);
  if (locked.length > 0) {
    const detail = `too few answers came for the secrets of ${locked.length} clients`;
    return err(abortWith("too-few-answers", detail, locked).abort);
  }
  const { roster, sharers } = state;
  const survivors = new Set(state.survivors);
  const combiner = createCombiner(roster.topology.threshold, 32);
  const suspects = new Set<ClientId>();
  const masks: Mask[] = [];
  const falseShares: FalseShare[] = [];
  for (const owner of sharers) {
    const found = recoverSecret(state, owner, suspects, combiner, primitives);
    if (found === undefined) {
      for (const { seed } of masks) seed.fill(0);
      const detail = `the shares of client ${owner}'s secret do not give back what it committed to`;
      return err(abortWith("bad-shares", detail, [owner]).abort);
    }
    const kind = survivors.has(owner) ? "self-seed" : "mask-secret";
    for (const holder of found.disagreeing) {
      suspects.add(holder);
      falseShares.push({ holder, owner, kind });
    }
    const { context } = state.session;
    if (kind === "self-seed") {
      masks.push({ seed: selfMaskSeed(primitives, context, owner, found.secret), sign: -1 });
    } else {
      masks.push(...(await pairMasksLeft(state, owner, found.secret, survivors, primitives)));
    }
    found.secret.fill(0);
  }
  return ok({ masks, falseShares });
}

function recoverSecret(
  state: AtPhase<"unmasking">,
  owner: ClientId,
  suspects: ReadonlySet<ClientId>,
  combiner: Combiner,
  primitives: Primitives,
): { readonly secret: Uint8Array; readonly disagreeing: readonly ClientId[] } | undefined {
  const holders = holdersOf(state.roster, owner);
  const shares = sharesOf(state, owner, holders);
  const isSuspect = ({ holder }: Share): boolean => suspects.has(holders[holder] ?? owner);
  // Who lied about one secret is asked last about the next.
  const ordered = [...shares.filter((share) => !isSuspect(share)), ...shares.filter(isSuspect)];
  const { threshold } = state.roster.topology;
  let found: Uint8Array | undefined;
  for (const subset of subsets(ordered, threshold)) {
    const combined = combiner.combine(subset);
    if (!combined.ok) throw new Error(`shares that were accepted do not combine: ${combined.error}`);
    const secret = combined.value;
    if (!isRight(state, owner, secret, primitives)) {
      secret.fill(0);
      continue;
    }
    found?.fill(0);
    found = secret;
    const used = new Set(subset);
    const others = ordered.filter((share) => !used.has(share));
    const wrong = combiner.disagreeing(subset, others);
    // Liars who work together can have their errors cancel in the secret and so make honest shares look false. With
    // the secret itself as one more point, a polynomial that misses at most this many points is the only such one.
    const attributable = Math.floor((shares.length + 1 - threshold) / 2);
    if (wrong.ok && wrong.value.length <= attributable) {
      return { secret, disagreeing: wrong.value.flatMap((index) => holders[index] ?? []) };
    }
  }
  return found && { secret: found, disagreeing: [] };
}

function sharesOf(
  { answers }: AtPhase<"unmasking">,
  owner: ClientId,
  holders: readonly ClientId[],
): readonly Share[] {
  return holders.flatMap((client, holder) => {
    const returned = answers.get(client)?.shares.find((share) => share.owner === owner);
    return returned === undefined ? [] : [{ holder, value: returned.share }];
  });
}

function isRight(
  { session, roster, shared, survivors }: AtPhase<"unmasking">,
  owner: ClientId,
  secret: Uint8Array,
  primitives: Primitives,
): boolean {
  if (survivors.includes(owner)) {
    const commitment = selfSeedCommitment(primitives, session.context, owner, secret);
    return equalBytes(commitment, shared.get(owner)?.commitment ?? new Uint8Array());
  }
  const maskKey = roster.byClient.get(owner)?.maskKey ?? new Uint8Array();
  return equalBytes(primitives.agreementKeyOf(secret), maskKey);
}

// Subsets of `size` shares: the first ones, then each window of the ring, which leaves out any one share that is
// wrong, then some at random (the same on every run).
function* subsets(shares: readonly Share[], size: number): Generator<readonly Share[]> {
  if (shares.length === size) {
    yield shares;
    return;
  }
  const ring = [...shares, ...shares];
  for (let start = 0; start < shares.length; start++) yield ring.slice(start, start + size);
  const { shuffle } = draw(seededRandom(utf8("subsets of shares")));
  for (let i = shares.length; i < attemptsPerSecret; i++) yield shuffle([...shares]).slice(0, size);
}

async function pairMasksLeft(
  { session, roster }: AtPhase<"unmasking">,
  vanished: ClientId,
  maskSecret: Uint8Array,
  survivors: ReadonlySet<ClientId>,
  primitives: Primitives,
): Promise<readonly Mask[]> {
  const own = { client: vanished, maskKey: primitives.agreementKeyOf(maskSecret) };
  const peers = neighbourAdverts(roster, vanished).filter(({ client }) => survivors.has(client));
  const secrets = await primitives.agree(
    maskSecret,
    peers.map(({ maskKey }) => maskKey),
  );
  return peers.map((peer, i) => {
    const agreed = secrets[i];
    if (agreed === undefined) throw new Error(`the key of client ${peer.client} was accepted and is weak`);
    const seed = pairMaskSeed(primitives, session.context, own, peer, agreed);
    agreed.fill(0);
    // The survivor added this mask with pairSign(peer, vanished).
    return { seed, sign: pairSign(vanished, peer.client) };
  });
}

/**
 * Takes the masks off the sum of the survivors' vectors, in place, and checks count and canaries. A sum that fails is
 * overwritten: no part of it comes out. The masks' seeds are overwritten, also where the port rejects.
 */
export async function unmaskSum(
  state: AtPhase<"unmasking">,
  words: Uint32Array,
  masks: readonly Mask[],
  port: MaskPort,
): Promise<Result<PlainSum, SessionAbort>> {
  try {
    await port.add(words, masks);
  } finally {
    for (const { seed } of masks) seed.fill(0);
  }
  const sum = readSum(words, state.session.rules.vector);
  const problem = sumProblem(sum, state.survivors.length);
  if (problem === undefined) return ok(sum);
  words.fill(0);
  return err(abortWith("check-failed", problem).abort);
}
