// Step 4: shares come in. With `threshold` of them for every sharer the masks can be recovered (recover.ts).
import type { Primitives } from "../../identity/index.ts";
import type { ClientId } from "../../support/index.ts";
import { equalBytes } from "../../support/index.ts";
import type { SecretKind, UnaddressedAnswer, UnmaskAnswer } from "../messages.ts";
import { countIn, holdersOf } from "../roster.ts";
import { unmaskStatement } from "../statements.ts";
import { accept, refuse, replayed } from "./state.ts";
import type { AtPhase, CoordinatorSession, Decision } from "./state.ts";

/** Gives each share its owner and kind. One too many is the sender's own twice, so that the answer is refused. */
export function addressAnswer(
  state: AtPhase<"unmasking">,
  client: ClientId,
  { survivorsHash, shares, signature }: UnaddressedAnswer,
): UnmaskAnswer {
  const owners = ownersHeldBy(state, client);
  const survivors = new Set(state.survivors);
  const returned = shares.map((share, i) => {
    const owner = owners[i] ?? client;
    return { owner, kind: kindDue(survivors, owner), share };
  });
  return { client, survivorsHash, shares: returned, signature };
}

function kindDue(survivors: ReadonlySet<ClientId>, owner: ClientId): SecretKind {
  return survivors.has(owner) ? "self-seed" : "mask-secret";
}

export async function acceptAnswer(
  state: CoordinatorSession,
  message: UnmaskAnswer,
  primitives: Primitives,
): Promise<Decision> {
  if (state.phase !== "unmasking") return refuse("late", "nothing is being unmasked now");
  const { session, roster, confirmations, answers } = state;
  const known = answers.get(message.client);
  if (known !== undefined) return replayed(equalBytes(known.signature, message.signature), "answer");
  const advert = roster.byClient.get(message.client);
  if (advert === undefined || !confirmations.has(message.client)) {
    return refuse("not-in-cohort", "this client did not confirm the survivors");
  }
  if (!equalBytes(message.survivorsHash, state.survivorsHash)) {
    return refuse("wrong-survivors", "the answer is for other survivors");
  }
  if (!holdsWhatIsDue(state, message)) {
    return refuse("malformed", "the answer does not hold exactly one share of the right kind for each owner");
  }
  const statement = unmaskStatement(primitives, session.context, message);
  if (!(await primitives.verify(advert.identityKey, statement, message.signature))) {
    return refuse("bad-statement", "the answer is not signed by its client");
  }
  return accept({ kind: "answered", message });
}

function holdsWhatIsDue(state: AtPhase<"unmasking">, { client, shares }: UnmaskAnswer): boolean {
  const owners = ownersHeldBy(state, client);
  const survivors = new Set(state.survivors);
  return (
    shares.length === owners.length &&
    shares.every(
      ({ owner, kind, share }, i) =>
        owner === owners[i] && kind === kindDue(survivors, owner) && share.length === 32,
    )
  );
}

// Graphs are symmetric: a client holds shares of those who hold shares of it.
function ownersHeldBy({ roster, sharers }: AtPhase<"unmasking">, client: ClientId): readonly ClientId[] {
  const set = new Set(sharers);
  return holdersOf(roster, client).filter((owner) => set.has(owner));
}

/** The sharers for whose secrets too few answers are in. */
export function stillLocked(state: AtPhase<"unmasking">): readonly ClientId[] {
  const { roster, sharers, answers } = state;
  const answered = new Set(answers.keys());
  const { threshold } = roster.topology;
  return sharers.filter((owner) => countIn(holdersOf(roster, owner), answered) < threshold);
}
