// The participant: `step` holds every rule and does nothing; what it asks for is done by the driver
// (run-participant.ts), the same in Node, in the browser and in a simulator.
import { began, brokenChain, checkInAnswered, finished, taskOffered } from "./check-in.ts";
import type { ParticipantEvent } from "./events.ts";
import { attemptLost, backoff, fail, keyOf } from "./next.ts";
import type { Next } from "./next.ts";
import type { ParticipantSettings } from "./ports.ts";
import type { Effect, Input, Request } from "./protocol.ts";
import {
  chunkAnswered,
  chunkEnd,
  commitAnswered,
  evaluated,
  left,
  outcomeRead,
  readyAnswered,
  sealed,
  trained,
  unsentOf,
  unusable,
  uploadBroke,
  uploadStatusRead,
} from "./round-steps.ts";
import type { ParticipantState, Phase, Standing } from "./state.ts";

export const initialState: ParticipantState = { phase: { name: "joining" }, trouble: undefined };

/** What follows an input: the new state, what to tell the user and, unless the participant has ended, the one next thing to do. */
export function step(
  state: ParticipantState,
  input: Input,
  settings: ParticipantSettings,
): { readonly state: ParticipantState; readonly effects: readonly Effect[] } {
  switch (input.kind) {
    case "start":
    case "woke":
      return settled(wake(state.phase), state.trouble);
    case "failed":
      if (state.phase.name === "leaving") return settled(left(state.phase), undefined);
      if (input.failure === "again") {
        // The call that failed may have arrived.
        const phase = state.phase.name === "uploading" ? uploadBroke(state.phase) : state.phase;
        return repeat({ ...state, phase }, input.message, input.nowMs, settings);
      }
      return settled(gaveUp(state.phase, input.failure, input.message), undefined);
    case "cancelled":
      return settled(stop(state.phase), undefined);
    default: {
      const next = answered(state.phase, input, settings);
      if (next.trouble !== undefined)
        return repeat({ ...state, phase: next.phase }, next.trouble, input.nowMs, settings);
      const reconnected: readonly ParticipantEvent[] =
        state.trouble === undefined ? [] : [{ kind: "reconnected" }];
      return settled({ ...next, events: [...reconnected, ...(next.events ?? [])] }, undefined);
    }
  }
}

function settled(
  { phase, events = [], wait }: Next,
  trouble: ParticipantState["trouble"],
): { readonly state: ParticipantState; readonly effects: readonly Effect[] } {
  const effects: Effect[] = events.map((event) => ({ kind: "report", event }));
  const request = wait ?? requestOf(phase);
  if (request !== undefined) effects.push({ kind: "perform", request });
  return { state: { phase, trouble }, effects };
}

/** The same call again, after a pause; for ever unless the settings say how long. */
function repeat(
  state: ParticipantState,
  message: string,
  nowMs: number,
  { giveUpAfterMs }: ParticipantSettings,
): { readonly state: ParticipantState; readonly effects: readonly Effect[] } {
  const failures = state.trouble?.failures ?? 0;
  const sinceMs = state.trouble?.sinceMs ?? nowMs;
  if (giveUpAfterMs !== undefined && nowMs - sinceMs >= giveUpAfterMs) {
    const seconds = Math.round((nowMs - sinceMs) / 1000);
    return settled(fail(`Gave up after ${seconds} s without the coordinator: ${message}`), undefined);
  }
  const wait = backoff(failures);
  const event: ParticipantEvent = { kind: "reconnecting", afterMs: wait.maximumMs, error: message };
  return settled({ phase: state.phase, events: [event], wait }, { failures: failures + 1, sinceMs });
}

function wake(phase: Phase): Next {
  if (phase.name !== "resting") return { phase };
  return { phase: { name: "checking-in", standing: phase.standing, unsent: phase.unsent } };
}

function gaveUp(phase: Phase, failure: "attempt-lost" | "hopeless", message: string): Next {
  if (failure === "hopeless") return "assignment" in phase ? fail(message, phase) : fail(message);
  switch (phase.name) {
    case "preparing":
    case "waiting-for-outcome":
      return attemptLost(phase.standing, undefined, message);
    case "catching-up":
    case "uploading":
    case "checking-in":
      return attemptLost(phase.standing, phase.unsent, message);
    case "announcing":
    case "waiting-for-invitation":
      return attemptLost(phase.standing, unsentOf(phase), message);
    case "fetching-result": {
      // The task is over all the same; its model can still be had from the operator.
      return finished(phase.standing, phase.finished, undefined);
    }
    default:
      return fail(message);
  }
}

function stop(phase: Phase): Next {
  const reason = "asked to stop";
  switch (phase.name) {
    case "ended":
      return { phase };
    case "leaving":
      return left({ ...phase, then: { kind: "stopped", roundsCounted: phase.standing.roundsCounted } });
    case "joining":
    case "reading-data":
      return {
        phase: { name: "ended", ending: { kind: "stopped", roundsCounted: 0 } },
        events: [{ kind: "stopped", reason }],
      };
    case "checking-in":
    case "resting":
    case "fetching-result":
    case "waiting-for-outcome":
    case "remembering": {
      const ending = { kind: "stopped", roundsCounted: phase.standing.roundsCounted } as const;
      return { phase: { name: "ended", ending }, events: [{ kind: "stopped", reason }] };
    }
    default: {
      const { standing, assignment } = phase;
      const then = { kind: "stopped", roundsCounted: standing.roundsCounted } as const;
      return { phase: { name: "leaving", standing, assignment, reason, unsent: undefined, then } };
    }
  }
}

type Answer = Exclude<Input, { kind: "start" | "woke" | "failed" | "cancelled" }>;

function answered(phase: Phase, input: Answer, settings: ParticipantSettings): Next {
  switch (phase.name) {
    case "joining":
      if (input.kind === "task-offered") return taskOffered(input.offer, settings);
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
      if (input.kind === "receipts-broken") return fail(brokenChain(input.round), phase);
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
      if (input.kind === "unusable") return unusable(phase, input.message);
      break;
    case "announcing":
      if (input.kind === "ready-answered") return readyAnswered(phase, input.answer);
      break;
    case "waiting-for-invitation":
    case "waiting-for-outcome":
      if (input.kind === "outcome-read") return outcomeRead(phase, input.outcome);
      break;
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

/** What a phase needs next; nothing if it has ended. */
function requestOf(phase: Phase): Request | undefined {
  switch (phase.name) {
    case "joining":
      return { kind: "get-task" };
    case "reading-data":
      return { kind: "read-data", offer: phase.offer };
    case "checking-in":
      return {
        kind: "check-in",
        task: phase.standing.offer.task,
        lastRoundSeen: phase.standing.seen?.round ?? 0,
      };
    case "catching-up": {
      const { task, round } = phase.assignment.descriptor;
      return { kind: "fetch-receipts", task, seen: phase.seen, toRound: round - 1 };
    }
    case "preparing": {
      const { base, model } = phase.assignment;
      if (phase.standing.loadedBase !== base.digest) return { kind: "load-base", base };
      return { kind: "load-model", model };
    }
    case "evaluating":
      return { kind: "evaluate", weights: phase.weights };
    case "training":
      return { kind: "train", assignment: phase.assignment, weights: phase.weights };
    case "sealing":
      return { kind: "seal", assignment: phase.assignment, update: phase.update };
    case "announcing": {
      const { assignment, sealed: update } = phase;
      const { descriptorDigest: descriptor } = assignment;
      return { kind: "ready", key: keyOf(assignment), descriptor, sizeBytes: update.bytes.length };
    }
    case "waiting-for-invitation":
    case "waiting-for-outcome":
      return { kind: "get-outcome", key: keyOf(phase.assignment) };
    case "uploading": {
      const key = keyOf(phase.assignment);
      const { at, sealed: update } = phase;
      if (at === undefined) return { kind: "upload-status", key };
      const sizeBytes = update.bytes.length;
      if (at === sizeBytes) return { kind: "commit-upload", key, digest: update.digest, sizeBytes };
      return { kind: "put-chunk", key, offset: at, data: update.bytes.subarray(at, chunkEnd(phase, at)) };
    }
    case "remembering":
      return { kind: "remember", offer: phase.standing.offer, seen: phase.seen };
    case "leaving":
      return { kind: "leave", key: keyOf(phase.assignment), reason: phase.reason };
    case "fetching-result":
      return { kind: "load-result", model: phase.model };
    case "resting":
    case "ended":
      return undefined;
    default:
      return phase satisfies never;
  }
}
