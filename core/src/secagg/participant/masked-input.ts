// Step 2: the inbox is opened, then the vector is masked: y = x + self-mask + sum over neighbours in U2 of +-pair-mask.
import { digest, err, ok, toHex } from "../../support/index.ts";
import type { ClientId, Result } from "../../support/index.ts";
import type { Primitives } from "../../identity/index.ts";
import type { Mask } from "../../masks/index.ts";
import { pairMaskSeed, pairSign, selfMaskSeed } from "../mask-seeds.ts";
import type { Inbox } from "../messages.ts";
import type { ParticipantPorts } from "../ports.ts";
import { countIn, holdersOf, isSortedSet, neighbourAdverts } from "../roster.ts";
import { openShares } from "../sealed-shares.ts";
import type { HeldShares } from "../sealed-shares.ts";
import { maskedInputStatement } from "../statements.ts";
import { vectorBytes } from "../rules.ts";
import { maskVector } from "../vector.ts";
import { guard } from "./guarded.ts";
import { burn, eraseHoldings, eraseMaskingSecrets, outOfOrder } from "./state.ts";
import type {
  Holdings,
  InPhase,
  MaskedUpload,
  MaskingSecrets,
  ParticipantSession,
  Problem,
  Step,
} from "./state.ts";

/**
 * Masks this client's vector, once. What comes back is to be sent with these very bytes, however often: another
 * rounding of the same delta under the same masks would give away the difference.
 * @param plain the packed vector (vector.ts) of the plan's shape; it is left as it is
 * @throws RangeError if its size is not the shape's
 */
export async function maskInput(
  state: ParticipantSession,
  inbox: Inbox,
  plain: Uint8Array,
  ports: ParticipantPorts,
): Promise<Step<"masked", MaskedUpload>> {
  if (state.phase !== "shared") return outOfOrder(state, "the inbox");
  const { standing, roster } = state;
  const { session, client } = standing;
  const shape = session.rules.vector;
  if (plain.length !== vectorBytes(shape)) {
    throw new RangeError(`the vector has ${plain.length} bytes, its shape ${vectorBytes(shape)}`);
  }
  const problem = sharersProblem(state, inbox.sharers);
  if (problem !== undefined) return burn(state, problem.reason, problem.detail);
  const secrets = state.secrets.take();
  const opened = openInbox(ports.primitives, state, inbox, secrets);
  if (!opened.ok) {
    eraseMaskingSecrets(secrets);
    return burn(state, opened.error.reason, opened.error.detail);
  }
  const holdings = guard(opened.value, eraseHoldings);
  try {
    // What is left of the secrets is this client's own share on the complete graph, which the holdings have copied.
    const masks = await masksOf(ports.primitives, state, new Set(inbox.sharers), secrets).finally(() =>
      eraseMaskingSecrets(secrets),
    );
    if (!masks.ok) {
      holdings.erase();
      return burn(state, masks.error.reason, masks.error.detail);
    }
    const vector = await maskVector(plain, masks.value, shape, ports.masks).finally(() => {
      for (const { seed } of masks.value) seed.fill(0);
    });
    const unsigned = {
      client,
      digest: digest(toHex(ports.primitives.sha256(vector))),
      sizeBytes: vector.length,
    };
    const statement = maskedInputStatement(session.context, roster.hash, unsigned);
    const message = { message: { ...unsigned, signature: await ports.signer.sign(statement) }, vector };
    const sharers = [...inbox.sharers];
    return {
      ok: true,
      state: { phase: "masked", standing, roster, sharers, secrets: holdings, message },
      message,
    };
  } catch (error) {
    holdings.erase();
    throw error;
  }
}

function sharersProblem(
  { standing, roster }: InPhase<"shared">,
  sharers: readonly ClientId[],
): Problem | undefined {
  const set = new Set(sharers);
  if (!isSortedSet(sharers) || sharers.some((sharer) => !roster.byClient.has(sharer))) {
    return { reason: "unknown-client", detail: "the sharers are not a sorted set of clients of the roster" };
  }
  if (!set.has(standing.client)) {
    return { reason: "not-a-sharer", detail: "this client shared its keys and is not among the sharers" };
  }
  const { threshold } = roster.topology;
  const present = countIn(holdersOf(roster, standing.client), set);
  if (present < threshold) {
    const detail = `${present} holders of this client's shares shared keys, at least ${threshold} must`;
    return { reason: "too-few-sharers", detail };
  }
  if (sharers.length < standing.minSurvivors) {
    const detail = `${sharers.length} clients shared keys, at least ${standing.minSurvivors} must survive`;
    return { reason: "too-few-sharers", detail };
  }
  return undefined;
}

// The shares in the inbox: one ciphertext from each neighbour in U2, no more and no fewer.
function openInbox(
  primitives: Primitives,
  { standing, roster }: InPhase<"shared">,
  inbox: Inbox,
  { agreed, own }: MaskingSecrets,
): Result<Holdings, Problem> {
  const { client, session } = standing;
  const sharers = new Set(inbox.sharers);
  const expected = (roster.neighbours.get(client) ?? []).filter((peer) => sharers.has(peer));
  const senders = inbox.ciphertexts.map(({ from }) => from);
  if (senders.length !== expected.length || expected.some((peer, i) => senders[i] !== peer)) {
    const detail = `the inbox has ${senders.length} ciphertexts, expected one from each of ${expected.length} neighbours`;
    return err({ reason: "missing-shares", detail });
  }
  const holdings = new Map<ClientId, HeldShares>();
  if (own !== undefined) {
    holdings.set(client, { maskSecret: own.maskSecret.slice(), selfSeed: own.selfSeed.slice() });
  }
  for (const { from, box } of inbox.ciphertexts) {
    const key = agreed.get(from);
    const opened =
      key === undefined
        ? err("unreadable-shares" as const)
        : openShares(primitives, session.context, { from, to: client, agreed: key }, box);
    if (!opened.ok) {
      eraseHoldings(holdings);
      const detail = `the ciphertext from client ${from} is not what it sealed for this client in this attempt`;
      return err({ reason: opened.error, detail });
    }
    holdings.set(from, opened.value);
  }
  return ok(holdings);
}

async function masksOf(
  primitives: Primitives,
  { standing, roster }: InPhase<"shared">,
  sharers: ReadonlySet<ClientId>,
  { maskSecret, selfSeed }: MaskingSecrets,
): Promise<Result<readonly Mask[], Problem>> {
  const { client, session } = standing;
  const peers = neighbourAdverts(roster, client).filter((peer) => sharers.has(peer.client));
  const own = { client, maskKey: primitives.agreementKeyOf(maskSecret) };
  const secrets = await primitives.agree(
    maskSecret,
    peers.map(({ maskKey }) => maskKey),
  );
  const masks: Mask[] = [{ seed: selfMaskSeed(primitives, session.context, client, selfSeed), sign: 1 }];
  for (const [i, peer] of peers.entries()) {
    const agreed = secrets[i];
    if (agreed === undefined) {
      for (const secret of [...secrets, ...masks.map((mask) => mask.seed)]) secret?.fill(0);
      return err({ reason: "weak-key", detail: `client ${peer.client} advertises a weak key` });
    }
    const seed = pairMaskSeed(primitives, session.context, own, peer, agreed);
    agreed.fill(0);
    masks.push({ seed, sign: pairSign(client, peer.client) });
  }
  return ok(masks);
}
