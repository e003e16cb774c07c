// Mode secure, from the invitation to the masked vector: keys, roster, shares, inbox, mask (secagg/messages.ts, 0 to 2).
import { activeFrom } from "../graph/index.ts";
import { advertisedFor } from "./attempt-order.ts";
import type { ParticipantEvent } from "./events.ts";
import { awaited, messageAnswered, withdrew } from "./exchange-answers.ts";
import type { ExchangeRequest } from "./exchange-protocol.ts";
import type { MaskingStep } from "./exchange-state.ts";
import { keyOf, unsentOf } from "./next.ts";
import type { Next } from "./next.ts";
import type { Input } from "./protocol.ts";
import type { InRound, Phase, Update } from "./state.ts";
import { beginUpload } from "./upload-steps.ts";

type Masking = Extract<Phase, { name: "masking" }>;

export function beginMasking({ standing, assignment }: InRound, update: Update): Masking {
  const advertised = advertisedFor(assignment.descriptor, standing.advertised);
  return { name: "masking", standing, assignment, update, step: { name: "noting-keys", advertised } };
}

/** What the step needs next. */
export function maskingRequest(phase: Masking): ExchangeRequest {
  const { standing, assignment, update, step } = phase;
  const { offer } = standing;
  const key = keyOf(assignment);
  switch (step.name) {
    case "noting-keys":
    case "noting-mask":
      return { kind: "note-advertised", offer, advertised: step.advertised };
    case "making-keys":
      return { kind: "make-keys", offer, assignment };
    case "advertising":
      return { kind: "advertise-keys", key, message: step.message };
    case "awaiting-roster":
      return { kind: "get-roster", key };
    case "dealing-shares":
      return { kind: "deal-shares", adverts: step.adverts };
    case "sharing":
      return { kind: "share-keys", key, message: step.message };
    case "awaiting-inbox":
      return { kind: "get-inbox", key, roster: step.roster };
    case "masking":
      return { kind: "mask", offer, assignment, update, roster: step.roster, inbox: step.inbox };
    default:
      return step satisfies never;
  }
}

/** What follows an answer to that; undefined if it is an answer to something else. */
export function maskingAnswered(phase: Masking, input: Input): Next | undefined {
  const { step, assignment } = phase;
  const { round, attempt } = assignment.descriptor;
  const unsent = unsentOf(phase);
  const at = (next: MaskingStep, ...events: readonly ParticipantEvent[]): Next => ({
    phase: { ...phase, step: next },
    events,
  });
  if (input.kind === "withdrew") return withdrew(phase, input.refusal, unsent);
  switch (step.name) {
    case "noting-keys": {
      if (input.kind !== "advertised-noted") return undefined;
      const standing = { ...phase.standing, advertised: step.advertised };
      return { phase: { ...phase, standing, step: { name: "making-keys" } } };
    }
    case "making-keys":
      if (input.kind !== "keys-made") return undefined;
      return at({ name: "advertising", message: input.message });
    case "advertising":
      if (input.kind !== "message-answered") return undefined;
      return messageAnswered(phase, input.answer, unsent, () =>
        at({ name: "awaiting-roster" }, { kind: "keys-advertised", round, attempt }),
      );
    case "awaiting-roster":
      if (input.kind !== "roster-read") return undefined;
      return awaited(phase, input.answer, unsent, (adverts) => at({ name: "dealing-shares", adverts }));
    case "dealing-shares":
      if (input.kind !== "shares-dealt") return undefined;
      return sharesDealt(phase, { name: "sharing", roster: input.roster, message: input.message });
    case "sharing":
      if (input.kind !== "message-answered") return undefined;
      return messageAnswered(phase, input.answer, unsent, () =>
        at(
          { name: "awaiting-inbox", roster: step.roster },
          {
            kind: "shares-dealt",
            round,
            attempt,
            cohort: step.roster.clients.length,
            holders: step.message.ciphertexts.length,
          },
        ),
      );
    case "awaiting-inbox":
      if (input.kind !== "inbox-read") return undefined;
      return awaited(phase, input.answer, unsent, (inbox) =>
        at({ name: "masking", roster: step.roster, inbox }),
      );
    case "masking": {
      if (input.kind !== "masked") return undefined;
      const { vector } = input;
      const before = advertisedFor(assignment.descriptor, phase.standing.advertised);
      const advertised = { ...before, maskedAttempts: before.maskedAttempts + 1 };
      return at(
        { name: "noting-mask", advertised, vector },
        { kind: "masked", round, attempt, sizeBytes: vector.bytes.length },
      );
    }
    case "noting-mask": {
      if (input.kind !== "advertised-noted") return undefined;
      const standing = { ...phase.standing, advertised: step.advertised };
      return {
        phase: beginUpload({ standing, assignment }, { kind: "masked", ...step.vector }, unsent),
      };
    }
    default:
      return step satisfies never;
  }
}

/** The roster is checked. That a small cohort protects less is said once. */
function sharesDealt(phase: Masking, step: Extract<MaskingStep, { name: "sharing" }>): Next {
  const participants = step.roster.clients.length;
  if (participants >= activeFrom || phase.standing.warnedOfSmallCohort) return { phase: { ...phase, step } };
  const message =
    `The cohort of round ${phase.assignment.descriptor.round} has ${participants} participants. With fewer than ${activeFrom} ` +
    "secure aggregation protects against a curious coordinator only: one that breaks the protocol, and has " +
    "participants of its own in the cohort, could learn your update.";
  const standing = { ...phase.standing, warnedOfSmallCohort: true };
  return { phase: { ...phase, standing, step }, events: [{ kind: "warning", message }] };
}
