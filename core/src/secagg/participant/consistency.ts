// Step 3: the survivors U3 are checked and confirmed, once. From here on this client stands by exactly these.
import type { ClientId } from "../../support/index.ts";
import type { Confirmation } from "../messages.ts";
import type { ParticipantPorts } from "../ports.ts";
import { countIn, holdersOf, isSortedSet } from "../roster.ts";
import { confirmationStatement, survivorsHash } from "../statements.ts";
import { guard } from "./guarded.ts";
import { burn, eraseHoldings, outOfOrder } from "./state.ts";
import type { InPhase, ParticipantSession, Problem, Step } from "./state.ts";

/** @param survivors U3: those whose masked vectors the coordinator says it has */
export async function confirmSurvivors(
  state: ParticipantSession,
  survivors: readonly ClientId[],
  ports: ParticipantPorts,
): Promise<Step<"confirmed", Confirmation>> {
  if (state.phase !== "masked") return outOfOrder(state, "the survivors");
  const problem = survivorsProblem(state, survivors);
  if (problem !== undefined) return burn(state, problem.reason, problem.detail);
  const { standing, roster, sharers } = state;
  const { context } = standing.session;
  const secrets = guard(state.secrets.take(), eraseHoldings);
  const hash = survivorsHash(ports.primitives, context, roster.hash, survivors);
  const unsigned = { client: standing.client, survivorsHash: hash };
  const signature = await ports.signer.sign(confirmationStatement(context, unsigned));
  const message = { ...unsigned, signature };
  return {
    ok: true,
    state: { phase: "confirmed", standing, roster, sharers, secrets, survivors: [...survivors], message },
    message,
  };
}

function survivorsProblem(
  { standing, roster, sharers }: InPhase<"masked">,
  survivors: readonly ClientId[],
): Problem | undefined {
  const shared = new Set(sharers);
  const set = new Set(survivors);
  if (!isSortedSet(survivors) || survivors.some((survivor) => !shared.has(survivor))) {
    return { reason: "unknown-client", detail: "the survivors are not a sorted set of the sharers" };
  }
  if (!set.has(standing.client)) {
    return { reason: "not-a-survivor", detail: "this client's vector is not among those that count" };
  }
  if (survivors.length < standing.minSurvivors) {
    const detail = `${survivors.length} clients survive, this client agreed to no fewer than ${standing.minSurvivors}`;
    return { reason: "too-few-survivors", detail };
  }
  const { threshold } = roster.topology;
  const alive = countIn(holdersOf(roster, standing.client), set);
  if (alive < threshold) {
    const detail = `${alive} holders of this client's shares survive, at least ${threshold} must`;
    return { reason: "too-few-alive-neighbours", detail };
  }
  return undefined;
}
