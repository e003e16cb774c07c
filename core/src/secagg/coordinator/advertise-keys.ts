// Step 0: adverts become the roster U1.
import type { Primitives } from "../../identity/index.ts";
import { equalBytes } from "../../support/index.ts";
import { memberProblem, verifyAdvert } from "../membership.ts";
import type { Advert } from "../messages.ts";
import { buildRoster } from "../roster.ts";
import type { Membership } from "../rules.ts";
import { abortWith, accept, refuse, replayed, sortedAdverts } from "./state.ts";
import type { AtPhase, CoordinatorSession, Decision, SessionEvent } from "./state.ts";

/** Any secret will do to find out whether a key is of small order. */
const probe = new Uint8Array(32).fill(1);

/**
 * Whether an advert may join. Decisions of one session are made one after another: the event belongs to the state that
 * was decided upon.
 */
export async function acceptAdvert(
  state: CoordinatorSession,
  advert: Advert,
  membership: Membership,
  primitives: Primitives,
): Promise<Decision> {
  const known = state.phase === "advertising" ? state.adverts.get(advert.client) : knownAdvert(state, advert);
  if (known !== undefined) return replayed(sameKeys(known, advert), "advert");
  if (state.phase !== "advertising") return refuse("late", "the roster of this attempt is complete");
  const { session, adverts } = state;
  if (adverts.size >= session.rules.maximum) {
    return refuse("cohort-full", `the cohort has its ${session.rules.maximum} clients`);
  }
  const problem = memberProblem(primitives, membership, advert);
  if (problem !== undefined) return refuse("not-a-member", problem);
  const keys = [advert.identityKey, advert.cipherKey, advert.maskKey];
  for (const other of adverts.values()) {
    const taken = [other.identityKey, other.cipherKey, other.maskKey];
    if (keys.some((key) => taken.some((used) => equalBytes(key, used)))) {
      return refuse("duplicate-key", `client ${other.client} advertised one of these keys`);
    }
  }
  if (keys.some((key, i) => keys.slice(i + 1).some((other) => equalBytes(key, other)))) {
    return refuse(
      "duplicate-key",
      "the keys of an advert must differ, from each other and from the identity's",
    );
  }
  if (!(await verifyAdvert(primitives, session.context, advert))) {
    return refuse("bad-statement", "the advert is not signed by its client for this attempt");
  }
  const agreements = await primitives.agree(probe, [advert.cipherKey, advert.maskKey]);
  if (agreements.includes(undefined)) return refuse("malformed", "an advertised key is of small order");
  return accept({ kind: "advertised", message: advert });
}

function knownAdvert(state: CoordinatorSession, { client }: Advert): Advert | undefined {
  return "roster" in state ? state.roster.byClient.get(client) : undefined;
}

function sameKeys(a: Advert, b: Advert): boolean {
  return (
    equalBytes(a.signature, b.signature) &&
    equalBytes(a.cipherKey, b.cipherKey) &&
    equalBytes(a.maskKey, b.maskKey)
  );
}

/** At the goal or the deadline: fixes the roster, or aborts. */
export function closeAdvertising(state: AtPhase<"advertising">, primitives: Primitives): SessionEvent {
  const roster = buildRoster(primitives, state.session, sortedAdverts(state));
  if (roster.ok) return { kind: "roster-fixed" };
  const { reason, detail } = roster.error;
  return abortWith(reason === "no-safe-graph" ? "no-safe-graph" : "too-few-adverts", detail);
}
