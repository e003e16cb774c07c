import { descriptorProblem } from "../rounds/index.ts";
import type { Assignment, CheckInAnswer, TaskOffer } from "./connection.ts";
import { barrierTo, isAfter } from "./attempt-order.ts";
import type { AttemptPlace } from "./attempt-order.ts";
import type { ParticipantEvent } from "./events.ts";
import { asAsked, fail, setback } from "./next.ts";
import type { Next } from "./next.ts";
import type { SeenReceipt } from "./ports.ts";
import { updateMade } from "./round-steps.ts";
import type { InRound, Phase, Standing, Unsent } from "./state.ts";

type CheckingIn = Extract<Phase, { name: "checking-in" }>;

export function checkInAnswered({ standing, unsent }: CheckingIn, answer: CheckInAnswer): Next {
  switch (answer.kind) {
    case "come-back": {
      const wait = asAsked(answer.afterMs, "opening");
      const event: ParticipantEvent = { kind: "resting", reason: answer.reason, afterMs: wait.minimumMs };
      return { phase: { name: "resting", standing, unsent }, events: [event], wait };
    }
    case "done":
      if (answer.model === undefined) return finished(standing, answer, undefined);
      return { phase: { name: "fetching-result", standing, finished: answer, model: answer.model } };
    case "train":
      return assigned(standing, unsent, answer);
    default:
      return answer satisfies never;
  }
}

export function finished(
  standing: Standing,
  { state, bestRound, reason }: Extract<CheckInAnswer, { kind: "done" }>,
  model: Extract<CheckInAnswer, { kind: "done" }>["model"],
): Next {
  const ending = {
    kind: "done",
    state,
    model,
    bestRound,
    reason,
    roundsCounted: standing.roundsCounted,
  } as const;
  return { phase: { name: "ended", ending }, events: [{ kind: "done", state, model, bestRound, reason }] };
}

function assigned(standing: Standing, unsent: Unsent | undefined, answer: Assignment): Next {
  const { descriptor } = answer;
  const { incarnation, round, attempt, purpose } = descriptor;
  const place: InRound = { standing, assignment: answer };
  const problem = assignmentProblem(standing.offer, answer);
  if (problem !== undefined) {
    return fail(
      `The coordinator's descriptor of round ${round} does not keep to the plan: ${problem}. Nothing was trained.`,
      place,
    );
  }
  const known = standing.seen;
  if (known !== undefined && hasGoneBack(descriptor, known)) {
    return fail(
      `The coordinator went back: it offers round ${round} of incarnation ${incarnation}, but this client has its receipt ` +
        `of round ${known.round}, incarnation ${known.incarnation}. Its operator must say that it was restored (a new incarnation).`,
      place,
    );
  }
  const why = barrierTo(descriptor, standing.advertised);
  if (why !== undefined) {
    const reason = "this client waits for another attempt";
    const then = { kind: "await-opening", why } as const;
    return { phase: { name: "leaving", ...place, reason, unsent, then } };
  }
  if (standing.burned !== undefined && !isAfter(descriptor, standing.burned)) {
    // Sent once, an update is never made again for the same attempt; the next one is as good.
    return setback(standing, undefined, []);
  }
  const events: ParticipantEvent[] = [{ kind: "assigned", round, attempt, purpose }];
  const isRestored = known !== undefined && incarnation > known.incarnation;
  if (isRestored) events.unshift({ kind: "restored", incarnation });
  const seen = isRestored ? undefined : known;
  const now: Standing = { ...standing, seen };
  if (round === (seen?.round ?? 0) + 1) {
    if (seen !== undefined && descriptor.previousReceipt !== seen.digest)
      return fail(brokenChain(seen.round), place);
    return { phase: began(now, answer, unsent), events };
  }
  return { phase: { name: "catching-up", standing: now, assignment: answer, seen, unsent }, events };
}

function hasGoneBack({ incarnation, round }: AttemptPlace, known: SeenReceipt): boolean {
  if (incarnation !== known.incarnation) return incarnation < known.incarnation;
  return round <= known.round;
}

/** The sentence for a coordinator whose history is not the one that this client saw, up to this round. */
export function brokenChain(round: number): string {
  return `The coordinator's history changed: its receipt of round ${round} is not the one that this client has seen. ${explain}`;
}

/** The sentence for one whose receipts, all that it shows, are no chain beyond this round. */
export function gapAfter(round: number): string {
  return `The coordinator's history has a gap: no receipt of round ${round + 1} continues those before. ${explain}`;
}

const explain = "Do not go on with this coordinator before its operator has explained it.";

function assignmentProblem(offer: TaskOffer, { descriptor, base, model }: Assignment): string | undefined {
  if (descriptor.base !== base.digest) return `base is ${descriptor.base}, the blob offered ${base.digest}`;
  if (descriptor.model !== model.digest)
    return `model is ${descriptor.model}, the blob offered ${model.digest}`;
  return descriptorProblem(descriptor, { digest: offer.planDigest, plan: offer.plan });
}

/** A delta that was never sent fits an attempt from the same model; without one the work begins. */
export function began(standing: Standing, assignment: Assignment, unsent: Unsent | undefined): Phase {
  const fits =
    unsent?.model === assignment.descriptor.model && unsent.update.purpose === assignment.descriptor.purpose;
  if (fits) return updateMade({ standing, assignment }, unsent.update, true);
  return { name: "preparing", standing, assignment };
}
