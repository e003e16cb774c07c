// Step 4: once enough survivors have confirmed the same U3, the shares go to the coordinator: of each survivor the
// self-mask seed, of each sharer that vanished the mask secret, never both. Then every secret is overwritten.
import type { Primitives } from "../../identity/index.ts";
import type { ClientId } from "../../support/index.ts";
import { concat, equalBytes } from "../../support/index.ts";
import type { Confirmation, ReturnedShare, UnmaskAnswer, UnmaskRequest } from "../messages.ts";
import type { ParticipantPorts } from "../ports.ts";
import { countIn, globalQuorum, holdersOf } from "../roster.ts";
import { confirmationStatement, survivorsHash, unmaskStatement } from "../statements.ts";
import { burn, eraseHoldings, outOfOrder } from "./state.ts";
import type { Holdings, InPhase, ParticipantSession, Step } from "./state.ts";

/** Answers once; asked again for the identical survivors, it answers with the same bytes, for others never. */
export async function unmask(
  state: ParticipantSession,
  request: UnmaskRequest,
  ports: ParticipantPorts,
): Promise<Step<"done", UnmaskAnswer>> {
  if (state.phase === "done") return answerAgain(state, request, ports.primitives);
  if (state.phase !== "confirmed") return outOfOrder(state, "Unmask");
  const { primitives } = ports;
  const { standing, roster, message: own } = state;
  const { context } = standing.session;
  const asked = survivorsHash(primitives, context, roster.hash, request.survivors);
  if (!equalBytes(asked, own.survivorsHash)) {
    return burn(state, "split-survivors", "Unmask names other survivors than this client confirmed");
  }
  const sound = await soundConfirmations(primitives, state, request.confirmations);
  const other = sound.find((confirmation) => !equalBytes(confirmation.survivorsHash, own.survivorsHash));
  if (other !== undefined) {
    const evidence = [concat(confirmationStatement(context, other), other.signature)];
    const detail = `client ${other.client} confirmed other survivors than this client was told`;
    return burn(state, "split-survivors", detail, evidence);
  }
  const confirmed = new Set<ClientId>([standing.client, ...sound.map(({ client }) => client)]);
  const near = new Set([standing.client, ...holdersOf(roster, standing.client)]);
  const confirmedNear = countIn([...near], confirmed);
  const { threshold } = roster.topology;
  const quorum = globalQuorum(roster, state.sharers);
  if (confirmedNear < threshold || confirmed.size < quorum) {
    const detail = `${confirmed.size} survivors confirmed, ${confirmedNear} of them near; expected ${quorum} and ${threshold}`;
    return burn(state, "too-few-confirmations", detail);
  }
  const holdings = state.secrets.take();
  const shares = sharesToReturn(holdings, new Set(state.survivors));
  eraseHoldings(holdings);
  const unsigned = { client: standing.client, survivorsHash: own.survivorsHash, shares };
  const statement = unmaskStatement(primitives, context, unsigned);
  const signature = await ports.signer.sign(statement).catch((error: unknown) => {
    for (const { share } of shares) share.fill(0);
    throw error;
  });
  const message = { ...unsigned, signature };
  return { ok: true, state: { phase: "done", standing, roster, message }, message };
}

function answerAgain(
  state: InPhase<"done">,
  request: UnmaskRequest,
  primitives: Primitives,
): Step<"done", UnmaskAnswer> {
  const { standing, roster, message } = state;
  const asked = survivorsHash(primitives, standing.session.context, roster.hash, request.survivors);
  if (equalBytes(asked, message.survivorsHash)) return { ok: true, state, message };
  const detail = "this client has answered for other survivors";
  return { ok: false, state, refusal: { reason: "second-unmask", detail } };
}

// Confirmations of survivors that carry a true signature, over whatever survivors; others mean nothing.
async function soundConfirmations(
  primitives: Primitives,
  { standing, roster, survivors }: InPhase<"confirmed">,
  confirmations: readonly Confirmation[],
): Promise<readonly Confirmation[]> {
  const { context } = standing.session;
  const counted = new Set(survivors);
  const sound = await Promise.all(
    confirmations.map(async (confirmation) => {
      const advert = roster.byClient.get(confirmation.client);
      if (advert === undefined || !counted.has(confirmation.client)) return false;
      const statement = confirmationStatement(context, confirmation);
      return primitives.verify(advert.identityKey, statement, confirmation.signature);
    }),
  );
  return confirmations.filter((_, i) => sound[i]);
}

function sharesToReturn(holdings: Holdings, survivors: ReadonlySet<ClientId>): readonly ReturnedShare[] {
  return [...holdings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([owner, shares]) =>
      survivors.has(owner)
        ? { owner, kind: "self-seed", share: shares.selfSeed.slice() }
        : { owner, kind: "mask-secret", share: shares.maskSecret.slice() },
    );
}
