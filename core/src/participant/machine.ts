// The participant: `step` holds every rule and does nothing; what it asks for is done by the driver
// (run-participant.ts), the same in Node, in the browser and in a simulator.
import { taskOffered } from "./agreement.ts";
import { began, brokenChain, checkInAnswered, finished, gapAfter } from "./check-in.ts";
import type { ParticipantEvent } from "./events.ts";
import { holdsSecrets, outOfContact, secretsLiveMs } from "./exchange-answers.ts";
import { gaveUp, stop } from "./giving-up.ts";
import { maskingAnswered } from "./masking-steps.ts";
import { backoff, fail } from "./next.ts";
import type { Next } from "./next.ts";
import type { ParticipantSettings } from "./ports.ts";
import type { Effect, Input } from "./protocol.ts";
import { requestOf } from "./requests.ts";
import { evaluated, left, outcomeRead, readyAnswered, sealed, trained, unusable } from "./round-steps.ts";
import type { ParticipantState, Phase, Standing } from "./state.ts";
import { unmaskingAnswered } from "./unmasking-steps.ts";
import { chunkAnswered, commitAnswered, uploadBroke, uploadStatusRead } from "./upload-steps.ts";

export const initialState: ParticipantState = {
  phase: { name: "joining" },
  trouble: undefined,
  heardMs: 0,
};

interface Stepped {
  readonly state: ParticipantState;
  readonly effects: readonly Effect[];
}

/** What follows an input: the new state, what to tell the user and, unless the participant has ended, the one next thing to do. */
export function step(state: ParticipantState, input: Input, settings: ParticipantSettings): Stepped {
  const next = followed(state, input, settings);
  const over = holdsSecrets(state.phase) && !holdsSecrets(next.state.phase);
  return over ? { ...next, effects: [{ kind: "abandon" }, ...next.effects] } : next;
}

function followed(state: ParticipantState, input: Input, settings: ParticipantSettings): Stepped {
  const { phase } = state;
  if (holdsSecrets(phase) && input.nowMs - state.heardMs >= secretsLiveMs && input.kind !== "cancelled") {
    return settled(outOfContact(phase), state);
  }
  switch (input.kind) {
    case "start":
    case "woke":
      return settled(wake(phase), state);
    case "failed":
      if (phase.name === "leaving") return settled(left(phase), calm(state));
      if (input.failure === "again") {
        // The call that failed may have arrived.
        const broken = phase.name === "uploading" ? uploadBroke(phase) : phase;
        return repeat({ ...state, phase: broken }, input.message, input.nowMs, settings);
      }
      return settled(gaveUp(phase, input.failure, input.message), calm(state));
    case "cancelled":
      return settled(stop(phase), calm(state));
    default: {
      const heard = { ...state, heardMs: input.nowMs };
      const next = answered(phase, input, settings);
      if (next.trouble !== undefined)
        return repeat({ ...heard, phase: next.phase }, next.trouble, input.nowMs, settings);
      // How far an upload got is asked after each trouble; that it is told does not say that the next piece is taken.
      if (input.kind === "upload-status-read" && next.phase.name === "uploading") return settled(next, heard);
      const reconnected: readonly ParticipantEvent[] =
        state.trouble === undefined ? [] : [{ kind: "reconnected" }];
      return settled({ ...next, events: [...reconnected, ...(next.events ?? [])] }, calm(heard));
    }
  }
}

type Contact = Omit<ParticipantState, "phase">;

function calm({ heardMs }: Contact): Contact {
  return { trouble: undefined, heardMs };
}

function settled({ phase, events = [], wait }: Next, { trouble, heardMs }: Contact): Stepped {
  const effects: Effect[] = events.map((event) => ({ kind: "report", event }));
  const request = wait ?? requestOf(phase);
  if (request !== undefined) effects.push({ kind: "perform", request });
  return { state: { phase, trouble, heardMs }, effects };
}

/** The same call again, after a pause; for ever unless the settings say how long. */
function repeat(
  state: ParticipantState,
  message: string,
  nowMs: number,
  { giveUpAfterMs }: ParticipantSettings,
): Stepped {
  const { heardMs } = state;
  const failures = state.trouble?.failures ?? 0;
  const sinceMs = state.trouble?.sinceMs ?? nowMs;
  if (giveUpAfterMs !== undefined && nowMs - sinceMs >= giveUpAfterMs) {
    const seconds = Math.round((nowMs - sinceMs) / 1000);
    return settled(fail(`Gave up after ${seconds} s without the coordinator: ${message}`), calm(state));
  }
  const wait = backoff(failures);
  const event: ParticipantEvent = { kind: "reconnecting", afterMs: wait.maximumMs, error: message };
  const trouble = { failures: failures + 1, sinceMs };
  return settled({ phase: state.phase, events: [event], wait }, { trouble, heardMs });
}

function wake(phase: Phase): Next {
  if (phase.name !== "resting") return { phase };
  return { phase: { name: "checking-in", standing: phase.standing, unsent: phase.unsent } };
}

type Answer = Exclude<Input, { kind: "start" | "woke" | "failed" | "cancelled" }>;

function answered(phase: Phase, input: Answer, settings: ParticipantSettings): Next {
  switch (phase.name) {
    case "joining":
      if (input.kind === "task-offered") return taskOffered(input.offer, settings, input);
      break;
    case "reading-data":
      if (input.kind === "data-read") {
        const { offer } = phase;
        const standing: Standing = {
          offer,
          seen: input.seen,
          loadedBase: undefined,
          roundsCounted: 0,
          burned: undefined,
          advertised: input.advertised,
          warnedOfSmallCohort: false,
          rejectedInARow: 0,
          refusedInARow: 0,
          setbacksInARow: 0,
        };
        return { phase: { name: "checking-in", standing, unsent: undefined } };
      }
      break;
    case "checking-in":
      if (input.kind === "check-in-answered") return checkInAnswered(phase, input.answer);
      break;
    case "catching-up":
      if (input.kind === "receipts-broken") {
        const { round } = input;
        return fail(phase.seen === undefined ? gapAfter(round) : brokenChain(round), phase);
      }
      if (input.kind === "receipts-fetched") {
        const { assignment, unsent } = phase;
        if (input.seen.digest !== assignment.descriptor.previousReceipt)
          return fail(brokenChain(input.seen.round), phase);
        return { phase: began({ ...phase.standing, seen: input.seen }, assignment, unsent) };
      }
      break;
    case "preparing":
      if (input.kind === "base-loaded") {
        return {
          phase: { ...phase, standing: { ...phase.standing, loadedBase: phase.assignment.base.digest } },
        };
      }
      if (input.kind === "model-loaded")
        return { phase: { ...phase, name: "evaluating", weights: input.weights } };
      break;
    case "evaluating":
      if (input.kind === "evaluated") return evaluated(phase, input.evaluation);
      if (input.kind === "unusable") return unusable(phase, input.message);
      break;
    case "training":
      if (input.kind === "trained") return trained(phase, input.delta, input.exampleCount);
      if (input.kind === "unusable") return unusable(phase, input.message);
      break;
    case "sealing":
      if (input.kind === "sealed") return sealed(phase, input.sealed);
      break;
    case "announcing":
      if (input.kind === "ready-answered") return readyAnswered(phase, input.answer);
      break;
    case "waiting-for-invitation":
    case "waiting-for-outcome":
      if (input.kind === "outcome-read") return outcomeRead(phase, input.outcome);
      break;
    case "masking": {
      const next = maskingAnswered(phase, input);
      if (next !== undefined) return next;
      break;
    }
    case "unmasking": {
      const next = unmaskingAnswered(phase, input);
      if (next !== undefined) return next;
      break;
    }
    case "uploading":
      if (input.kind === "upload-status-read")
        return uploadStatusRead(phase, input.haveBytes, input.committed);
      if (input.kind === "chunk-answered") return chunkAnswered(phase, input.answer);
      if (input.kind === "commit-answered") return commitAnswered(phase, input.answer);
      break;
    case "remembering":
      if (input.kind === "remembered") {
        return { phase: { name: "checking-in", standing: phase.standing, unsent: undefined } };
      }
      break;
    case "leaving":
      if (input.kind === "left") return left(phase);
      break;
    case "fetching-result":
      if (input.kind === "result-loaded") return finished(phase.standing, phase.finished, phase.model);
      break;
    case "resting":
    case "ended":
      break;
    default:
      phase satisfies never;
  }
  throw new Error(`a participant that is ${phase.name} was told ${input.kind}`);
}
