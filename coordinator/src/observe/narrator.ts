import type { MemberRoster } from "@tributary/core/identity";
import type { Plan } from "@tributary/core/plan";
import type { TaskId } from "@tributary/core/support";

import { baseScores, bestOf } from "../round/index.ts";
import type { CoordinatorEvent, CoordinatorState, ScoredModel, TaskState } from "../round/index.ts";
import type { Change, Trouble } from "../service/index.ts";
import type { Log, LogEntry } from "./log.ts";
import { roundEntry } from "./round-entry.ts";
import { scoresInWords } from "./scores-in-words.ts";
import { bytes, count, date } from "./words.ts";

/** Says what happened in a task, for who runs the coordinator. */
export function narrator(log: Log, exportCommand: (task: TaskId) => string): (change: Change) => void {
  return ({ events, before, after }) => {
    for (const event of events) {
      const entry = entryOf(event, after);
      if (entry !== undefined) log(entry);
    }
    for (const task of after.tasks.values()) {
      const ended = task.status === "completed" || task.status === "failed";
      if (ended && before.tasks.get(task.task)?.status !== task.status) log(endEntry(task, exportCommand));
    }
  };
}

export function troubleEntry({ doing, task, error, retried }: Trouble): LogEntry {
  const why = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? { stack: error.stack } : {};
  return {
    level: retried ? "warn" : "error",
    event: "trouble",
    text: `Could not ${doing}: ${why}${retried ? " Trying again." : ""}`,
    fields: { doing, ...(task !== undefined && { task }), retried, error: why, ...stack },
  };
}

/** What a person should know of a plan before anything travels. */
export function planEntries({ task, privacy: { mode }, cohort }: Plan): readonly LogEntry[] {
  const { minimum, minSurvivors } = cohort;
  const entries: LogEntry[] = [modeEntry(task, mode, minSurvivors)];
  if (minSurvivors < smallCohort) {
    const curious =
      mode === "secure" && minimum < smallCohort
        ? ` With fewer than ${smallCohort} clients, masks protect against a curious coordinator only, not against one that cheats.`
        : "";
    entries.push({
      level: "warn",
      event: "small-cohort",
      text: `A sum may hold as few as ${minSurvivors} updates; below ${smallCohort} a sum says much about each.${curious}`,
      fields: { task, minimum, minSurvivors },
    });
  }
  return entries;
}

/** Below, a sum is said to be small, and the threshold is that for a coordinator which keeps to the protocol (graph/topology.ts of core). */
const smallCohort = 8;

function modeEntry(task: string, mode: Plan["privacy"]["mode"], minSurvivors: number): LogEntry {
  const text =
    mode === "sealed"
      ? "Mode sealed: this coordinator can read each update. Clients are told so."
      : `Mode secure: this coordinator learns sums of at least ${minSurvivors} updates, and no single one.`;
  return { level: "info", event: "mode", text, fields: { task, mode } };
}

/** Who may take part, and what that protects against. */
export function membersEntry(roster: MemberRoster | undefined): LogEntry {
  if (roster === undefined) {
    return {
      level: "info",
      event: "open-enrolment",
      text:
        "Enrolment is open: whoever reaches the port can take part, under as many keys as they like. " +
        "A roster that an organisation signs (--roster) lets only its members in.",
    };
  }
  const { organisation, fingerprint, members, notAfterMs } = roster;
  return {
    level: "info",
    event: "roster",
    text: `Roster: ${count(members.size, "member")} of ${organisation} (${fingerprint}) may take part until ${date(notAfterMs)}.`,
    fields: { organisation, organisationFingerprint: fingerprint, members: members.size, notAfterMs },
  };
}

function entryOf(event: CoordinatorEvent, state: CoordinatorState): LogEntry | undefined {
  switch (event.kind) {
    case "client-enrolled":
      return debug(event.kind, `Client ${short(event.client)} enrolled.`, {
        client: event.client,
        clientKind: event.clientKind,
        release: event.release,
      });
    case "client-revoked":
      return info(event.kind, `Client ${short(event.client)} was revoked: ${event.reason}`, {
        client: event.client,
      });
    case "coordinator-restarted":
      return info(event.kind, `Going on after ${seconds(event.awayMs)} s away.`, { awayMs: event.awayMs });
    case "coordinator-restored":
      return info(event.kind, "Restored from a backup.", { incarnation: event.incarnation });
    case "task-created":
      return info(event.kind, `Task ${event.task} is created.`, { task: event.task });
    case "descriptor-published":
      return debug(event.kind, `Round ${event.key.round}, attempt ${event.key.attempt}, is open.`, {
        ...event.key,
      });
    case "advertising-started":
      return debug(event.kind, `${count(event.invited.length, "client")} exchange keys.`, {
        task: event.task,
      });
    case "sharers-fixed":
      return debug(
        event.kind,
        `${count(event.clients.length, "client")} shared keys and send masked updates.`,
        {
          task: event.task,
        },
      );
    case "survivors-fixed":
      return debug(event.kind, "The masked sum is complete; its survivors confirm each other.", {
        task: event.task,
      });
    case "confirmations-fixed":
      return debug(event.kind, `${count(event.clients.length, "survivor")} confirmed; the sum is unmasked.`, {
        task: event.task,
      });
    case "collecting-started":
      return debug(event.kind, "The cohort is complete; updates are collected.", { task: event.task });
    case "client-left":
      return debug(event.kind, `Client ${short(event.client)} left: ${event.reason}`, {
        task: event.task,
        client: event.client,
        reason: event.reason,
      });
    case "update-rejected":
      return {
        level: "warn",
        event: event.kind,
        text: `An update of client ${short(event.client)} was refused (${event.reason}): ${event.detail}.`,
        fields: { task: event.task, client: event.client, reason: event.reason, detail: event.detail },
      };
    case "update-accepted":
      return debug(event.kind, `An update of client ${short(event.client)} was accepted.`, {
        task: event.task,
        client: event.client,
        sizeBytes: event.sizeBytes,
      });
    case "round-committed": {
      const task = state.tasks.get(event.task);
      return task === undefined || task.status === "waiting" ? undefined : roundEntry(task);
    }
    case "attempt-aborted": {
      const { task, key, cause, detail } = event;
      return {
        level: "warn",
        event: event.kind,
        text: `Round ${key.round}, attempt ${key.attempt}, was aborted (${cause}): ${detail}.`,
        fields: { task, round: key.round, attempt: key.attempt, cause, detail, ...event.tally },
      };
    }
    case "task-started":
      return info(event.kind, `Task ${event.task} begins; an update has ${bytes(event.uploadLimitBytes)}.`, {
        task: event.task,
        uploadLimitBytes: event.uploadLimitBytes,
      });
    default:
      return undefined;
  }
}

/** How a task ended, and what to do with what it made. */
export function endEntry(
  task: Extract<TaskState, { status: "completed" | "failed" }>,
  exportCommand: (task: TaskId) => string,
): LogEntry {
  const best = bestOf(task);
  const model =
    best === null
      ? ""
      : ` The best model is ${ofRound(best, task)}; get it with: ${exportCommand(task.task)}`;
  const fields = {
    task: task.task,
    ...(best !== null && {
      bestRound: best.round,
      model: best.model.digest,
      export: exportCommand(task.task),
    }),
  };
  if (task.status === "completed") {
    return {
      level: "info",
      event: "task-completed",
      text: `Task ${task.task} is completed.${model}`,
      fields,
    };
  }
  return {
    level: "error",
    event: "task-failed",
    text: `Task ${task.task} has failed (${task.cause}): ${task.detail}.${model}`,
    fields: { ...fields, cause: task.cause, detail: task.detail },
  };
}

function ofRound(
  { round, model, scores }: ScoredModel,
  { progress, terms }: Extract<TaskState, { status: "completed" | "failed" }>,
): string {
  const base = round === 0 ? null : baseScores(progress);
  const figures = scores === null ? "" : ` with ${scoresInWords(scores, base, terms.stopping)}`;
  return `round ${round}'s (${model.digest.slice(0, 12)})${figures}`;
}

function info(event: string, text: string, fields: LogEntry["fields"] & object): LogEntry {
  return { level: "info", event, text, fields };
}

function debug(event: string, text: string, fields: LogEntry["fields"] & object): LogEntry {
  return { level: "debug", event, text, fields };
}

function short(client: string): string {
  return client.slice(0, 8);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
