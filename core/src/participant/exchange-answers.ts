// What the answers in the exchange of mode secure have in common: a message is taken or refused, something is waited for.
import type { Refusal } from "../rounds/index.ts";
import type { ParticipantRefusal } from "../secagg/index.ts";
import type { CommitAnswer, Waiting } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import { asAsked, fail, generallyRefused, refusedEvent, unsentOf } from "./next.ts";
import type { Next } from "./next.ts";
import type { InRound, Phase, Unsent } from "./state.ts";

/** How long an attempt's secrets outlive the last word of the coordinator. */
export const secretsLiveMs = 600_000;
/** Asked again at least so often, whatever the coordinator says, so that secrets are not kept waiting. */
const longestPollMs = 30_000;

type Secretive =
  | Extract<Phase, { name: "masking" | "unmasking" }>
  | (Extract<Phase, { name: "uploading" }> & { readonly upload: { readonly kind: "masked" } });

/** Whether the driver holds secrets of this attempt. */
export function holdsSecrets(phase: Phase): phase is Secretive {
  const { name } = phase;
  return (
    name === "masking" || name === "unmasking" || (name === "uploading" && phase.upload.kind === "masked")
  );
}

/** What may still be offered to another attempt. */
export function stillUnsent(phase: Secretive): Unsent | undefined {
  switch (phase.name) {
    case "masking":
      return unsentOf(phase);
    case "uploading":
      return phase.unsent;
    case "unmasking":
      return undefined;
    default:
      return phase satisfies never;
  }
}

/** @param unsent what this client may still offer another attempt */
export function awaited<Value>(
  phase: Phase & InRound,
  answer: Waiting<Value>,
  unsent: Unsent | undefined,
  here: (value: Value) => Next,
): Next {
  switch (answer.kind) {
    case "not-yet":
      return { phase, wait: asAsked(Math.min(longestPollMs, answer.retryAfterMs), "any") };
    case "refused":
      return partRefused(phase, answer.refusal, unsent);
    case "here":
      return here(answer.value);
    default:
      return answer satisfies never;
  }
}

export function messageAnswered(
  phase: Phase & InRound,
  answer: CommitAnswer,
  unsent: Unsent | undefined,
  accepted: () => Next,
): Next {
  return answer.kind === "refused" ? partRefused(phase, answer.refusal, unsent) : accepted();
}

/** The coordinator refused a message of the exchange, or to tell what comes next: this client's part in the attempt is over. */
export function partRefused(phase: Phase & InRound, refusal: Refusal, unsent: Unsent | undefined): Next {
  const general = generallyRefused(phase, refusal);
  if (general !== undefined) return general;
  const event = refusedEvent(phase, refusal);
  if (refusal.reason === "not-a-member") {
    const message = `The coordinator does not count this client among the members of its roster (${refusal.detail}); ask its operator.`;
    return { ...fail(message, phase), events: [event] };
  }
  return partOver(phase, unsent, event);
}

/** This client itself refused what the coordinator asked for. */
export function withdrew(
  phase: InRound,
  { reason, detail }: ParticipantRefusal,
  unsent: Unsent | undefined,
): Next {
  const { round, attempt } = phase.assignment.descriptor;
  return partOver(phase, unsent, { kind: "withdrew", round, attempt, reason, detail });
}

/** A call failed in a way that does not pass. */
export function partBroke(phase: InRound, unsent: Unsent | undefined, message: string): Next {
  const { round, attempt } = phase.assignment.descriptor;
  const what = `This client's part in round ${round}, attempt ${attempt}, is over, since a call failed: ${message}`;
  return partOver(phase, unsent, { kind: "warning", message: what });
}

/** Nothing was heard of the coordinator for longer than secrets are kept. */
export function outOfContact(phase: Secretive): Next {
  const { round, attempt } = phase.assignment.descriptor;
  const minutes = secretsLiveMs / 60_000;
  const message =
    `Nothing was heard of the coordinator for ${minutes} minutes: this client's secrets of round ${round}, ` +
    `attempt ${attempt}, are erased, and it takes part in the next attempt again.`;
  return partOver(phase, stillUnsent(phase), { kind: "warning", message });
}

/** The attempt goes on without this client, which waits for its outcome. */
function partOver(
  { standing, assignment }: InRound,
  unsent: Unsent | undefined,
  event: ParticipantEvent,
): Next {
  return { phase: { name: "waiting-for-outcome", standing, assignment, unsent }, events: [event] };
}
