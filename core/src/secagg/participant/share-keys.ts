// Step 1: the roster U1 is checked, then shares of the self-mask seed and of the mask secret go to the neighbours.
import type { Primitives } from "../../identity/index.ts";
import { split } from "../../shamir/index.ts";
import type { ClientId, Result } from "../../support/index.ts";
import { equalBytes, err, ok } from "../../support/index.ts";
import { memberProblem, verifyAdvert } from "../membership.ts";
import type { Advert, Ciphertext, SharedKeys } from "../messages.ts";
import type { ParticipantPorts } from "../ports.ts";
import type { Roster } from "../roster.ts";
import { buildRoster, holdersOf, neighbourAdverts } from "../roster.ts";
import type { HeldShares } from "../sealed-shares.ts";
import { sealShares } from "../sealed-shares.ts";
import { selfSeedCommitment, sharedKeysStatement } from "../statements.ts";
import { guard } from "./guarded.ts";
import type { ParticipantSession, Problem, Standing, Step } from "./state.ts";
import { burn, eraseMaskingSecrets, eraseShares, outOfOrder } from "./state.ts";

/** Rosters up to this size are verified whole; on larger ones the neighbours alone, for a browser would take minutes. */
const verifiedWholeUpTo = 1_000;

/** @param adverts U1, as the coordinator tells it */
export async function shareKeys(
  state: ParticipantSession,
  adverts: readonly Advert[],
  ports: ParticipantPorts,
): Promise<Step<"shared", SharedKeys>> {
  if (state.phase !== "advertised") return outOfOrder(state, "the roster");
  const { primitives } = ports;
  const { standing } = state;
  const { client, session } = standing;
  const checked = await checkRoster(primitives, standing, state.message, adverts);
  if (!checked.ok) return burn(state, checked.error.reason, checked.error.detail);
  const roster = checked.value;
  const { cipherSecret, maskSecret } = state.secrets.take();
  const agreements = await agreeWithNeighbours(primitives, roster, client, cipherSecret)
    .catch((error: unknown) => {
      maskSecret.fill(0);
      throw error;
    })
    .finally(() => cipherSecret.fill(0));
  if (!agreements.ok) {
    maskSecret.fill(0);
    return burn(state, agreements.error.reason, agreements.error.detail);
  }
  const agreed = agreements.value;
  const selfSeed = new Uint8Array(32);
  let dealt: Dealt;
  try {
    selfSeed.set(ports.random.bytes(32));
    dealt = dealShares(ports, standing, roster, { maskSecret, selfSeed }, agreed);
  } catch (error) {
    eraseMaskingSecrets({ maskSecret, selfSeed, agreed, own: undefined });
    throw error;
  }
  const { ciphertexts, own } = dealt;
  const commitment = selfSeedCommitment(primitives, session.context, client, selfSeed);
  const unsigned = { client, rosterHash: roster.hash, commitment, ciphertexts };
  const secrets = guard({ maskSecret, selfSeed, agreed, own }, eraseMaskingSecrets);
  const statement = sharedKeysStatement(primitives, session.context, unsigned);
  const signature = await ports.signer.sign(statement).catch((error: unknown) => {
    secrets.erase();
    throw error;
  });
  const message = { ...unsigned, signature };
  return { ok: true, state: { phase: "shared", standing, roster, secrets, message }, message };
}

interface Dealt {
  readonly ciphertexts: readonly Ciphertext[];
  readonly own: HeldShares | undefined;
}

// Splits both secrets among the holders: sealed for the neighbours, kept where one is a holder oneself.
function dealShares(
  { primitives, random }: ParticipantPorts,
  { client, session }: Standing,
  roster: Roster,
  secrets: HeldShares,
  agreed: ReadonlyMap<ClientId, Uint8Array>,
): Dealt {
  const holders = holdersOf(roster, client);
  const { threshold } = roster.topology;
  const dealt: Uint8Array[] = [];
  const splitOne = (secret: Uint8Array): readonly Uint8Array[] => {
    const shares = split(secret, threshold, holders.length, random);
    dealt.push(...shares);
    return shares;
  };
  const ciphertexts: Ciphertext[] = [];
  let own: HeldShares | undefined;
  try {
    const selfSeeds = splitOne(secrets.selfSeed);
    const maskSecrets = splitOne(secrets.maskSecret);
    for (const [i, holder] of holders.entries()) {
      const shares = { selfSeed: selfSeeds[i]!, maskSecret: maskSecrets[i]! };
      const key = agreed.get(holder);
      if (key === undefined) {
        own = shares;
      } else {
        const box = sealShares(
          primitives,
          session.context,
          { from: client, to: holder, agreed: key },
          shares,
        );
        ciphertexts.push({ to: holder, box });
        eraseShares(shares);
      }
    }
  } catch (error) {
    for (const share of dealt) share.fill(0);
    throw error;
  }
  return { ciphertexts, own };
}

async function checkRoster(
  primitives: Primitives,
  standing: Standing,
  own: Advert,
  adverts: readonly Advert[],
): Promise<Result<Roster, Problem>> {
  const { session, client, membership } = standing;
  const told = adverts.find((advert) => advert.client === client);
  if (told === undefined || !sameAdvert(told, own)) {
    return err({
      reason: "own-advert-changed",
      detail: "the roster does not hold this client's advert as it was sent",
    });
  }
  const built = buildRoster(primitives, session, adverts);
  if (!built.ok) return built;
  const roster = built.value;
  for (const advert of adverts) {
    const problem = memberProblem(primitives, membership, advert);
    if (problem !== undefined) return err({ reason: "not-a-member", detail: problem });
  }
  const neighbours = new Set(roster.neighbours.get(client));
  const verified =
    adverts.length <= verifiedWholeUpTo ? adverts : adverts.filter((advert) => neighbours.has(advert.client));
  const sound = await Promise.all(
    verified.map((advert) => verifyAdvert(primitives, session.context, advert)),
  );
  const forged = verified.find((_, i) => !sound[i]);
  if (forged !== undefined) {
    const detail = `the keys of client ${forged.client} are not signed by its identity for this attempt`;
    return err({ reason: "bad-signature", detail });
  }
  return ok(roster);
}

function sameAdvert(a: Advert, b: Advert): boolean {
  return (
    equalBytes(a.identityKey, b.identityKey) &&
    equalBytes(a.cipherKey, b.cipherKey) &&
    equalBytes(a.maskKey, b.maskKey) &&
    equalBytes(a.signature, b.signature)
  );
}

// X25519 of the cipher keys, by neighbour.
async function agreeWithNeighbours(
  primitives: Primitives,
  roster: Roster,
  client: ClientId,
  cipherSecret: Uint8Array,
): Promise<Result<ReadonlyMap<ClientId, Uint8Array>, Problem>> {
  const neighbours = neighbourAdverts(roster, client);
  const secrets = await primitives.agree(
    cipherSecret,
    neighbours.map(({ cipherKey }) => cipherKey),
  );
  const agreed = new Map<ClientId, Uint8Array>();
  for (const [i, peer] of neighbours.entries()) {
    const secret = secrets[i];
    if (secret === undefined) {
      for (const other of secrets) other?.fill(0);
      return err({ reason: "weak-key", detail: `client ${peer.client} advertises a weak key` });
    }
    agreed.set(peer.client, secret);
  }
  return ok(agreed);
}
