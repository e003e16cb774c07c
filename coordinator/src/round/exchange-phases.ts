import type { ClientId } from "@tributary/core/support";

import { collectDurationMs, largestUpload, stepDurationMs, tallyOf } from "./attempt.ts";
import type { RunningTask } from "./attempt.ts";
import { ClientMap } from "./client-map.ts";
import type { ExchangeOutcome } from "./commands.ts";
import { abortion } from "./consequences.ts";
import type {
  AdvertisingStarted,
  AttemptEvent,
  ConfirmationsFixed,
  RosterFixed,
  SharersFixed,
} from "./events.ts";
import type { Collecting, Gathering, Open, Round, Settling } from "./state.ts";

// The phases that mode secure has between `open` and `folding`: advertising > sharing > collecting > confirming >
// unmasking. What follows a phase, and the fold of it.

/** What follows a phase of the exchange that is over. @throws Error if the round is in none */
export function endOfExchange(running: RunningTask, outcome: ExchangeOutcome, nowMs: number): AttemptEvent {
  const { task, round, terms } = running;
  if (outcome.kind === "aborted") return abortion(running, outcome.cause, outcome.detail);
  const { clients } = outcome;
  switch (round.phase) {
    case "advertising":
      return {
        kind: "roster-fixed",
        task,
        clients,
        deadlineMs: nowMs + stepDurationMs("sharing", terms.rounds),
      };
    case "sharing": {
      const deadlineMs = nowMs + collectDurationMs(largestUpload(round.awaited), terms.rounds);
      return { kind: "sharers-fixed", task, clients, deadlineMs };
    }
    case "collecting":
      return {
        kind: "survivors-fixed",
        task,
        deadlineMs: nowMs + stepDurationMs("confirming", terms.rounds),
      };
    case "confirming": {
      const deadlineMs = nowMs + stepDurationMs("unmasking", terms.rounds);
      return { kind: "confirmations-fixed", task, clients, deadlineMs };
    }
    case "unmasking":
      return { kind: "folding-started", task };
    default:
      throw new Error(`a round that is ${round.phase} has no exchange`);
  }
}

/** The round once the invited are to advertise keys. */
export function advertising(
  { key, purpose, startedAtMs, descriptor, ready, leased }: Open,
  { invited, deadlineMs }: AdvertisingStarted,
): Gathering {
  return {
    phase: "advertising",
    key,
    purpose,
    startedAtMs,
    descriptor,
    awaited: only(ready, invited),
    leased,
    invited: invited.length,
    deadline: { atMs: deadlineMs, extensions: 0 },
  };
}

/** The round once the roster is fixed; undefined if that cannot follow. */
export function sharing(round: Round, { clients, deadlineMs }: RosterFixed): Gathering | undefined {
  if (round.phase !== "advertising") return undefined;
  const deadline = { atMs: deadlineMs, extensions: 0 };
  return { ...round, phase: "sharing", awaited: only(round.awaited, clients), deadline };
}

/** The round once masked vectors are collected; undefined if that cannot follow. */
export function collectingMasked(
  round: Round,
  { clients, deadlineMs }: SharersFixed,
): Collecting | undefined {
  if (round.phase !== "sharing") return undefined;
  const { key, purpose, startedAtMs, descriptor, awaited, leased, invited } = round;
  return {
    phase: "collecting",
    key,
    purpose,
    startedAtMs,
    descriptor,
    pending: only(awaited, clients),
    accepted: ClientMap.empty(),
    rejected: ClientMap.empty(),
    leased,
    invited,
    deadline: { atMs: deadlineMs, extensions: 0 },
  };
}

/** The round once the survivors are fixed; undefined if that cannot follow. */
export function confirming(round: Round, deadlineMs: number): Settling | undefined {
  if (round.phase !== "collecting") return undefined;
  const { key, purpose, startedAtMs, descriptor, accepted, rejected } = round;
  return {
    phase: "confirming",
    key,
    purpose,
    startedAtMs,
    descriptor,
    survivors: accepted,
    awaited: accepted,
    rejected,
    tally: tallyOf(round),
    deadline: { atMs: deadlineMs, extensions: 0 },
  };
}

/** The round once shares are asked for; undefined if that cannot follow. */
export function unmasking(round: Round, { clients, deadlineMs }: ConfirmationsFixed): Settling | undefined {
  if (round.phase !== "confirming") return undefined;
  const deadline = { atMs: deadlineMs, extensions: 0 };
  return { ...round, phase: "unmasking", awaited: only(round.survivors, clients), deadline };
}

/** Who left before it was on the roster is not on it; who left later is, and is no longer waited for. */
function only<Value>(map: ClientMap<Value>, clients: readonly ClientId[]): ClientMap<Value> {
  return ClientMap.of(
    clients.flatMap((client) => {
      const value = map.get(client);
      return value === undefined ? [] : [[client, value] as const];
    }),
  );
}
