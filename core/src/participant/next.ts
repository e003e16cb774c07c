import type { Refusal } from "../rounds/index.ts";
import type { RoundKey } from "../support/index.ts";
import type { Assignment } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import type { Request } from "./protocol.ts";
import type { Phase, Standing, Unsent } from "./state.ts";

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

/** Ends with an error that a person has to act on; gives the place back first, if there is one. */
export function fail(
  message: string,
  place?: { readonly standing: Standing; readonly assignment: Assignment },
): Next {
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

/** What follows a refusal of READY, a chunk or the commit. */
export function refused(
  phase: Phase & { readonly standing: Standing; readonly assignment: Assignment },
  refusal: Refusal,
  unsent: Unsent | undefined,
): Next {
  const { reason, detail } = refusal;
  // These two may pass while the attempt still runs.
  if (reason === "overloaded" || reason === "storage-full") return { phase, trouble: `${reason}: ${detail}` };
  const { round, attempt } = phase.assignment.descriptor;
  const event: ParticipantEvent = { kind: "refused", round, attempt, reason, detail };
  if (reason === "revoked") {
    const message = `The coordinator has withdrawn this client's enrolment (${detail}); ask its operator.`;
    return { phase: { name: "ended", ending: { kind: "failed", message } }, events: [event] };
  }
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
