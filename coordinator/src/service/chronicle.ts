import type { ClientId, TaskId } from "@tributary/core/support";

import type { Journal } from "../journal/index.ts";
import type { CoordinatorEvent, Round } from "../round/index.ts";

/** What operators want to know of the recent past and no rule depends on: when phases began, who was refused, who left. */
export interface TaskChronicle {
  /** In the order of their beginnings. */
  readonly attempts: readonly AttemptChronicle[];
  readonly rejected: readonly Incident[];
  readonly departures: readonly Incident[];
}

export interface AttemptChronicle {
  readonly round: number;
  readonly attempt: number;
  readonly phases: readonly { readonly phase: Round["phase"]; readonly startedAtMs: number }[];
  /** Undefined while it runs. */
  readonly endedAtMs: number | undefined;
}

/** What befell one client. */
export interface Incident {
  readonly round: number;
  readonly attempt: number;
  readonly client: ClientId;
  readonly reason: string;
  readonly detail: string;
  readonly atMs: number;
}

/** Folded from the journal's newest events, so that a restart loses of it only what is old. */
export interface Chronicle {
  note(events: readonly CoordinatorEvent[]): void;
  of(task: TaskId): TaskChronicle;
}

/** Events before the newest snapshot that are read at a start: some 100 ms. */
const readBack = 10_000;
const attemptLimit = 200;
const incidentLimit = 100;

interface Kept {
  readonly attempts: Writable[];
  readonly rejected: Incident[];
  readonly departures: Incident[];
  /** When the attempt began that has no descriptor yet. */
  preparingAtMs: number | undefined;
}

interface Writable {
  readonly round: number;
  readonly attempt: number;
  readonly phases: { readonly phase: Round["phase"]; readonly startedAtMs: number }[];
  endedAtMs: number | undefined;
}

const nothing: TaskChronicle = { attempts: [], rejected: [], departures: [] };

/** @throws StorageError, JournalDamaged */
export async function openChronicle(journal: Journal): Promise<Chronicle> {
  const tasks = new Map<TaskId, Kept>();
  const chronicle: Chronicle = {
    note(events) {
      for (const event of events) if ("task" in event) note(keptOf(tasks, event.task), event);
    },
    of: (task) => tasks.get(task) ?? nothing,
  };
  const newest = (await journal.latestSnapshot())?.sequence ?? 0;
  for await (const { event } of journal.read(Math.max(0, newest - readBack))) chronicle.note([event]);
  return chronicle;
}

function keptOf(tasks: Map<TaskId, Kept>, task: TaskId): Kept {
  const known = tasks.get(task);
  if (known !== undefined) return known;
  const kept: Kept = { attempts: [], rejected: [], departures: [], preparingAtMs: undefined };
  tasks.set(task, kept);
  return kept;
}

function note(kept: Kept, event: CoordinatorEvent): void {
  const { atMs } = event;
  switch (event.kind) {
    case "task-started":
    case "task-resumed":
      kept.preparingAtMs = atMs;
      break;
    case "descriptor-published": {
      const { round, attempt } = event.key;
      const phases = [
        { phase: "preparing" as const, startedAtMs: kept.preparingAtMs ?? atMs },
        { phase: "open" as const, startedAtMs: atMs },
      ];
      keep(kept.attempts, { round, attempt, phases, endedAtMs: undefined }, attemptLimit);
      break;
    }
    case "advertising-started":
      enter(kept, "advertising", atMs);
      break;
    case "roster-fixed":
      enter(kept, "sharing", atMs);
      break;
    case "sharers-fixed":
    case "collecting-started":
      enter(kept, "collecting", atMs);
      break;
    case "survivors-fixed":
      enter(kept, "confirming", atMs);
      break;
    case "confirmations-fixed":
      enter(kept, "unmasking", atMs);
      break;
    case "folding-started":
      enter(kept, "folding", atMs);
      break;
    case "round-committed":
    case "attempt-aborted": {
      const last = kept.attempts.at(-1);
      if (last !== undefined) last.endedAtMs = atMs;
      kept.preparingAtMs = atMs;
      break;
    }
    case "update-rejected":
      befall(kept, kept.rejected, event.client, event.reason, event.detail, atMs);
      break;
    case "client-left":
      befall(kept, kept.departures, event.client, event.reason, "", atMs);
      break;
    case "leases-expired":
      for (const client of event.clients)
        befall(kept, kept.departures, client, "not ready when its time was over", "", atMs);
      break;
    default:
  }
}

function enter({ attempts }: Kept, phase: Round["phase"], startedAtMs: number): void {
  attempts.at(-1)?.phases.push({ phase, startedAtMs });
}

function befall(
  { attempts }: Kept,
  incidents: Incident[],
  client: ClientId,
  reason: string,
  detail: string,
  atMs: number,
): void {
  const { round = 0, attempt = 0 } = attempts.at(-1) ?? {};
  keep(incidents, { round, attempt, client, reason, detail, atMs }, incidentLimit);
}

function keep<Item>(list: Item[], item: Item, limit: number): void {
  list.push(item);
  if (list.length > limit) list.shift();
}
