import type { ClientId } from "@tributary/core/support";

import { preparedTask, tallyOf } from "./attempt.ts";
import type { RunningTask } from "./attempt.ts";
import { ClientMap } from "./client-map.ts";
import type { AttemptAborted, AttemptEvent, RoundCommitted } from "./events.ts";
import { advertising, collectingMasked, confirming, sharing, unmasking } from "./exchange-phases.ts";
import { withScores } from "./scoring.ts";
import type {
  AttemptSummary,
  ClientRecord,
  Collecting,
  Folding,
  Open,
  Progress,
  Round,
  ScoredModel,
  TaskState,
} from "./state.ts";
import { afterAborted, afterClean, afterSpoilt } from "./suspicion.ts";
import type { Suspicion } from "./suspicion.ts";

/** Aborted attempts, and descriptors of them, that a task remembers. */
const keptAttempts = 100;
const noRecord: ClientRecord = { roundsCounted: 0, updatesRejected: 0, lastCounted: null };

/**
 * The task after an event of its running attempt.
 * @throws Error if the event cannot follow.
 */
export function evolveAttempt(task: RunningTask, event: AttemptEvent & { readonly atMs: number }): TaskState {
  const { round, progress } = task;
  switch (event.kind) {
    case "descriptor-published": {
      if (round.phase !== "preparing") throw impossible(event, round);
      const { key, purpose, startedAtMs } = round;
      const { descriptor } = event;
      const open: Open = {
        phase: "open",
        key,
        purpose,
        startedAtMs,
        descriptor,
        leases: ClientMap.empty(),
        ready: ClientMap.empty(),
        leased: 0,
        deadline: { kind: "none" },
      };
      return { ...task, round: open };
    }
    case "lease-granted": {
      const open = inOpen(event, round);
      const leases = open.leases.with(event.client, { expiresAtMs: event.expiresAtMs });
      return { ...task, round: { ...open, leases, leased: open.leased + 1 } };
    }
    case "leases-expired": {
      const open = inOpen(event, round);
      const leases = event.clients.reduce((held, client) => held.without(client), open.leases);
      return { ...task, round: { ...open, leases } };
    }
    case "open-deadline-set": {
      const deadline = { kind: "set", atMs: event.deadlineMs, extensions: 0 } as const;
      return { ...task, round: { ...inOpen(event, round), deadline } };
    }
    case "client-ready": {
      const open = inOpen(event, round);
      const { client, descriptor, uploadSizeBytes } = event;
      const ready = open.ready.with(client, { descriptor, uploadSizeBytes });
      return { ...task, round: { ...open, leases: open.leases.without(client), ready } };
    }
    case "client-left":
      return { ...task, round: withoutClient(event, round, event.client) };
    case "advertising-started":
      return { ...task, round: advertising(inOpen(event, round), event) };
    case "roster-fixed":
      return { ...task, round: following(event, round, sharing(round, event)) };
    case "sharers-fixed":
      return { ...task, round: following(event, round, collectingMasked(round, event)) };
    case "survivors-fixed":
      return { ...task, round: following(event, round, confirming(round, event.deadlineMs)) };
    case "confirmations-fixed":
      return { ...task, round: following(event, round, unmasking(round, event)) };
    case "collecting-started": {
      const { key, purpose, startedAtMs, descriptor, ready, leased } = inOpen(event, round);
      const collecting: Collecting = {
        phase: "collecting",
        key,
        purpose,
        startedAtMs,
        descriptor,
        pending: ready,
        accepted: ClientMap.empty(),
        rejected: ClientMap.empty(),
        leased,
        invited: ready.size,
        deadline: { atMs: event.deadlineMs, extensions: 0 },
      };
      return { ...task, round: collecting };
    }
    case "update-accepted": {
      const collecting = inCollecting(event, round);
      const { client, digest, sizeBytes } = event;
      const pending = collecting.pending.without(client);
      return {
        ...task,
        round: { ...collecting, pending, accepted: collecting.accepted.with(client, { digest, sizeBytes }) },
      };
    }
    case "update-rejected": {
      const collecting = inCollecting(event, round);
      const { client, reason, detail } = event;
      const pending = collecting.pending.without(client);
      const record = progress.records.get(client) ?? noRecord;
      const records = progress.records.with(client, {
        ...record,
        updatesRejected: record.updatesRejected + 1,
      });
      const rejected = collecting.rejected.with(client, { reason, detail });
      return { ...task, progress: { ...progress, records }, round: { ...collecting, pending, rejected } };
    }
    case "folding-started": {
      const { key, purpose, startedAtMs, descriptor, survivors, rejected, tally } = beforeFolding(
        event,
        round,
      );
      const folding: Folding = {
        phase: "folding",
        key,
        purpose,
        startedAtMs,
        descriptor,
        survivors,
        rejected,
        tally,
        then: "continue",
      };
      return { ...task, round: folding };
    }
    case "pause-requested":
      return { ...task, round: { ...inFolding(event, round), then: "pause" } };
    case "pause-withdrawn":
      return { ...task, round: { ...inFolding(event, round), then: "continue" } };
    case "round-committed":
      return committed(task, inFolding(event, round), event);
    case "attempt-aborted":
      return aborted(task, event);
    default:
      return event satisfies never;
  }
}

function withoutClient(event: AttemptEvent, round: Round, client: ClientId): Round {
  switch (round.phase) {
    case "open":
      return { ...round, leases: round.leases.without(client), ready: round.ready.without(client) };
    case "collecting":
      return { ...round, pending: round.pending.without(client) };
    case "advertising":
    case "sharing":
      return { ...round, awaited: round.awaited.without(client) };
    case "confirming":
    case "unmasking":
      return { ...round, awaited: round.awaited.without(client) };
    default:
      throw impossible(event, round);
  }
}

function committed(
  task: RunningTask,
  folding: Folding,
  event: RoundCommitted & { readonly atMs: number },
): TaskState {
  const { progress, terms } = task;
  const { result, next } = event;
  const { round, attempt } = folding.key;
  const incoming: ScoredModel = { round: round - 1, model: progress.model, scores: result.scores };
  const made = result.purpose === "train" ? result : { ...progress, optimizer: progress.optimizer };
  const records = [...folding.survivors].reduce((all, [client, { digest }]) => {
    const record = all.get(client) ?? noRecord;
    const lastCounted = { round, attempt, digest };
    return all.with(client, { ...record, roundsCounted: record.roundsCounted + 1, lastCounted });
  }, progress.records);
  const summary: AttemptSummary = {
    end: "committed",
    round,
    attempt,
    purpose: folding.purpose,
    tally: event.tally,
    startedAtMs: folding.startedAtMs,
    endedAtMs: event.atMs,
    model: made.model,
    scores: result.scores,
    bytesDown: result.bytesDown,
    receipt: result.receipt,
  };
  const after: Progress = {
    model: made.model,
    optimizer: made.optimizer,
    clip: made.clip,
    uploadLimitBytes: progress.uploadLimitBytes,
    round: round + 1,
    attempt: 1,
    purpose: next.kind === "round" ? next.purpose : "evaluate",
    formerDescriptors: [],
    abortedInARow: 0,
    scoring: withScores(progress.scoring, incoming, terms.stopping),
    suspicion: afterClean(progress.suspicion, folding.survivors.keys()),
    lastReceipt: result.receipt.digest,
    history: [...progress.history, summary],
    records,
  };
  if (next.kind === "completed") return completed(task, after, incoming);
  return next.paused
    ? { ...factsOf(task), status: "paused", progress: after }
    : preparedTask(task, after, event.atMs);
}

function aborted(task: RunningTask, event: AttemptAborted & { readonly atMs: number }): TaskState {
  const { progress, round } = task;
  const { cause, detail, tally } = event;
  const { key, purpose, startedAtMs } = round;
  const summary: AttemptSummary = {
    end: "aborted",
    round: key.round,
    attempt: key.attempt,
    purpose,
    tally,
    startedAtMs,
    endedAtMs: event.atMs,
    cause,
    detail,
  };
  const blameless = cause === "operator" || cause === "restored";
  const descriptors = round.phase === "preparing" ? [] : [round.descriptor.digest];
  const after: Progress = {
    ...progress,
    attempt: key.attempt + 1,
    formerDescriptors: [...progress.formerDescriptors, ...descriptors].slice(-keptAttempts),
    abortedInARow: progress.abortedInARow + (blameless ? 0 : 1),
    suspicion: task.terms.mode === "secure" ? suspicionAfter(progress, round, event) : progress.suspicion,
    history: remembered([...progress.history, summary]),
  };
  switch (event.next) {
    case "retry":
      return preparedTask(task, after, event.atMs);
    case "paused":
      return { ...factsOf(task), status: "paused", progress: after };
    case "failed":
      return { ...factsOf(task), status: "failed", progress: after, cause, detail };
    case "completed":
      return completed(task, after, { round: key.round - 1, model: progress.model, scores: null });
    default:
      return event.next satisfies never;
  }
}

/** Sums that fail their checks and shares that give no secret back have somebody behind them: in the sum, or who dealt the shares. */
function suspicionAfter(
  { suspicion }: Progress,
  round: Round,
  { cause, concerned }: AttemptAborted,
): Suspicion {
  const sent = afterAborted(suspicion, sendersIn(round));
  const spoilt = cause === "check-failed" || cause === "bad-shares";
  if (!spoilt || round.phase !== "folding") return sent;
  return afterSpoilt(sent, [...round.survivors.keys(), ...concerned]);
}

/** Those whose vectors the coordinator has. */
function sendersIn(round: Round): Iterable<ClientId> {
  if (round.phase === "collecting") return round.accepted.keys();
  return "survivors" in round ? round.survivors.keys() : [];
}

/** Without metrics the last model is the best that is known. */
function completed(task: RunningTask, progress: Progress, last: ScoredModel): TaskState {
  return { ...factsOf(task), status: "completed", progress, best: progress.scoring.best ?? last };
}

function factsOf({ task, terms, plan, base, createdAtMs }: RunningTask) {
  return { task, terms, plan, base, createdAtMs };
}

/** Without the oldest aborted attempt, where there are more than a task remembers. */
function remembered(history: readonly AttemptSummary[]): readonly AttemptSummary[] {
  if (history.filter(({ end }) => end === "aborted").length <= keptAttempts) return history;
  return history.toSpliced(
    history.findIndex(({ end }) => end === "aborted"),
    1,
  );
}

function inOpen(event: AttemptEvent, round: Round): Open {
  if (round.phase !== "open") throw impossible(event, round);
  return round;
}

function inCollecting(event: AttemptEvent, round: Round): Collecting {
  if (round.phase !== "collecting") throw impossible(event, round);
  return round;
}

/** In mode sealed the sum is that of the updates accepted so far, in mode secure the survivors were fixed before. */
function beforeFolding(
  event: AttemptEvent,
  round: Round,
): Pick<Folding, "key" | "purpose" | "startedAtMs" | "descriptor" | "survivors" | "rejected" | "tally"> {
  if (round.phase === "unmasking") return round;
  const collecting = inCollecting(event, round);
  return { ...collecting, survivors: collecting.accepted, tally: tallyOf(collecting) };
}

function following(event: AttemptEvent, round: Round, next: Round | undefined): Round {
  if (next === undefined) throw impossible(event, round);
  return next;
}

function inFolding(event: AttemptEvent, round: Round): Folding {
  if (round.phase !== "folding") throw impossible(event, round);
  return round;
}

function impossible(event: AttemptEvent, round: Round): Error {
  const { task, round: number, attempt } = round.key;
  return new Error(
    `the journal's ${event.kind} cannot follow: attempt ${attempt} at round ${number} of ${task} is ${round.phase}`,
  );
}
