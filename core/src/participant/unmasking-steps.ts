// Mode secure, from the committed vector to the outcome: survivors, confirmations, answer (secagg/messages.ts, 2' to 4).
import type { ParticipantEvent } from "./events.ts";
import { awaited, messageAnswered, withdrew } from "./exchange-answers.ts";
import type { ExchangeRequest } from "./exchange-protocol.ts";
import type { UnmaskingStep } from "./exchange-state.ts";
import { keyOf } from "./next.ts";
import type { Next } from "./next.ts";
import type { Input } from "./protocol.ts";
import type { Phase } from "./state.ts";

type Unmasking = Extract<Phase, { name: "unmasking" }>;

/** What the step needs next. */
export function unmaskingRequest({ assignment, roster, step }: Unmasking): ExchangeRequest {
  const key = keyOf(assignment);
  switch (step.name) {
    case "awaiting-survivors":
      return { kind: "get-survivors", key, roster };
    case "checking-survivors":
      return { kind: "check-survivors", survivors: step.survivors };
    case "confirming":
      return { kind: "confirm", key, message: step.message };
    case "awaiting-confirmations":
      return { kind: "get-confirmations", key, roster };
    case "making-answer":
      return { kind: "make-answer", request: step.request };
    case "answering":
      return { kind: "unmask", key, message: step.message };
    default:
      return step satisfies never;
  }
}

/** What follows an answer to that; undefined if it is an answer to something else. Of the update nothing is unsent. */
export function unmaskingAnswered(phase: Unmasking, input: Input): Next | undefined {
  const { standing, assignment, roster, step } = phase;
  const { round, attempt } = assignment.descriptor;
  const at = (next: UnmaskingStep, ...events: readonly ParticipantEvent[]): Next => ({
    phase: { ...phase, step: next },
    events,
  });
  if (input.kind === "withdrew") return withdrew(phase, input.refusal, undefined);
  switch (step.name) {
    case "awaiting-survivors":
      if (input.kind !== "survivors-read") return undefined;
      return awaited(phase, input.answer, undefined, (survivors) =>
        at({ name: "checking-survivors", survivors }),
      );
    case "checking-survivors": {
      if (input.kind !== "survivors-checked") return undefined;
      const { survivors } = step;
      const cohort = roster.clients.length;
      return at(
        { name: "confirming", survivors, message: input.message },
        { kind: "survivors", round, attempt, survivors: survivors.length, cohort },
      );
    }
    case "confirming":
      if (input.kind !== "message-answered") return undefined;
      return messageAnswered(phase, input.answer, undefined, () =>
        at({ name: "awaiting-confirmations", survivors: step.survivors }),
      );
    case "awaiting-confirmations":
      if (input.kind !== "confirmations-read") return undefined;
      return awaited(phase, input.answer, undefined, (confirmations) =>
        at({ name: "making-answer", request: { survivors: step.survivors, confirmations } }),
      );
    case "making-answer":
      if (input.kind !== "answer-made") return undefined;
      return at({ name: "answering", message: input.message });
    case "answering":
      if (input.kind !== "message-answered") return undefined;
      return messageAnswered(phase, input.answer, undefined, () => ({
        phase: { name: "waiting-for-outcome", standing, assignment, unsent: undefined },
        events: [{ kind: "unmasked", round, attempt }],
      }));
    default:
      return step satisfies never;
  }
}
