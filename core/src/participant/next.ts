import type { Refusal } from "../rounds/index.ts";
import type { RoundKey } from "../support/index.ts";
import type { Assignment } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import type { Request } from "./protocol.ts";
import type { InRound, Phase, Standing, Unsent, Update } from "./state.ts";

export type Wait = Extract<Request, { kind: "wait" }>;

/** Where an answer leads. Without a wait the phase's own request follows at once. */
export interface Next {
  readonly phase: Phase;
  readonly events?: readonly ParticipantEvent[];
  readonly wait?: Wait;
  /** The call has to be repeated: counts as trouble, though it was answered. */
  readonly trouble?: string;
}

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
const shortestRereadMs = 20;
const longestRereadMs = 600_000;

/** Exponential backoff with full jitter (Brooker 2015): uniform in 0 .. min(30 s, 0.5 s x 2^failures). */
export function backoff(failuresBefore: number): Wait {
  const maximumMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failuresBefore, 16));
  return { kind: "wait", minimumMs: 0, maximumMs, hints: "none" };
}

/** As long as the coordinator asks for and up to a quarter more, so that those who wait do not all come at once. */
export function asAsked(afterMs: number, hints: Wait["hints"]): Wait {
  const minimumMs = Math.min(longestRereadMs, Math.max(shortestRereadMs, afterMs));
  return { kind: "wait", minimumMs, maximumMs: minimumMs * 1.25, hints };
}

export function keyOf({ descriptor: { task, round, attempt } }: Assignment): RoundKey {
  return { task, round, attempt };
}

/** An update of which nothing has left yet. */
export function unsentOf({
  assignment,
  update,
}: {
  readonly assignment: Assignment;
  readonly update: Update;
}): Unsent {
  return { update, model: assignment.descriptor.model };
}

/** Ends with an error that a person has to act on; gives the place back first, if there is one. */
export function fail(message: string, place?: InRound): Next {
  const ending = { kind: "failed", message } as const;
  if (place === undefined) return { phase: { name: "ended", ending } };
  const { standing, assignment } = place;
  return {
    phase: { name: "leaving", standing, assignment, reason: "failed", unsent: undefined, then: ending },
  };
}

const setbackLimit = 5;
/** Updates in a row that may be refused for what is in them: whoever makes the next one the same way fares the same. */
const contentRefusalLimit = 3;

/** The attempt is over for this client: it rests, longer each time, and checks in again. */
export function setback(
  standing: Standing,
  unsent: Unsent | undefined,
  events: readonly ParticipantEvent[],
): Next {
  const before = standing.setbacksInARow;
  return {
    phase: { name: "resting", standing: { ...standing, setbacksInARow: before + 1 }, unsent },
    events,
    wait: backoff(before),
  };
}

/** The same for a failure that nobody expected; too many in a row end it. */
export function attemptLost(standing: Standing, unsent: Unsent | undefined, message: string): Next {
  if (standing.setbacksInARow + 1 >= setbackLimit) {
    return fail(`${setbackLimit} attempts in a row failed; the last one: ${message}`);
  }
  const next = setback(standing, unsent, []);
  const afterMs = next.wait?.maximumMs ?? 0;
  return { ...next, events: [{ kind: "reconnecting", afterMs, error: message }] };
}

/** What an update that was refused before any of it was sent is still good for. */
const deltaIsStillGood: ReadonlySet<Refusal["reason"]> = new Set([
  "not-enrolled",
  "task-not-running",
  "wrong-round",
  "no-lease",
  "not-invited",
  "late",
  "wrong-descriptor",
]);

/** Refusals of what is in an update: the next one, made from the same data in the same way, is likely to meet the same. */
const contentIsAtFault: ReadonlySet<Refusal["reason"]> = new Set([
  "bad-meta",
  "out-of-range",
  "norm-exceeded",
  "wrong-shape",
  "missing-tensor",
  "extra-tensor",
  "unreadable",
]);

/** What follows a refusal of any message, if it is of one of the three kinds that have nothing to do with what was said. */
export function generallyRefused(phase: Phase & InRound, { reason, detail }: Refusal): Next | undefined {
  // These two may pass while the attempt still runs.
  if (reason === "overloaded" || reason === "storage-full") return { phase, trouble: `${reason}: ${detail}` };
  if (reason !== "revoked") return undefined;
  const message = `The coordinator has withdrawn this client's enrolment (${detail}); ask its operator.`;
  const events = [refusedEvent(phase, { reason, detail })];
  return { phase: { name: "ended", ending: { kind: "failed", message } }, events };
}

export function refusedEvent({ assignment }: InRound, { reason, detail }: Refusal): ParticipantEvent {
  const { round, attempt } = assignment.descriptor;
  return { kind: "refused", round, attempt, reason, detail };
}

/** What follows a refusal of READY, and in mode sealed of a chunk or the commit. */
export function refused(phase: Phase & InRound, refusal: Refusal, unsent: Unsent | undefined): Next {
  const general = generallyRefused(phase, refusal);
  if (general !== undefined) return general;
  const { reason, detail } = refusal;
  const event = refusedEvent(phase, refusal);
  if (contentIsAtFault.has(reason)) {
    const standing = { ...phase.standing, refusedInARow: phase.standing.refusedInARow + 1 };
    if (standing.refusedInARow < contentRefusalLimit) return setback(standing, undefined, [event]);
    const message =
      `${contentRefusalLimit} updates in a row were refused; the last one: ${reason} (${detail}). ` +
      "Look at your data, or at your trainer if it is one of your own, and ask the coordinator's operator.";
    return { ...fail(message, { standing, assignment: phase.assignment }), events: [event] };
  }
  return setback(phase.standing, deltaIsStillGood.has(reason) ? unsent : undefined, [event]);
}
