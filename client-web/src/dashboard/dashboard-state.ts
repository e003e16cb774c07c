import type {
  ClientSummary__Output,
  TaskStatus__Output,
  TaskSummary__Output,
} from "@tributary/proto/messages";

// What the dashboard shows, as one value. Facts come whole (TaskStatus) and replace what was there; the feed's lines are
// the list of what happened of late, and the sign that it is time to ask again. So whatever was missed while the
// coordinator was away, the next answer puts right.

export interface DashboardState {
  readonly access: Access;
  readonly link: Link;
  /** Undefined until the coordinator has answered once. */
  readonly tasks: readonly TaskSummary__Output[] | undefined;
  /** The task that is looked at. */
  readonly selected: string | undefined;
  /** Of the selected task. */
  readonly status: TaskStatus__Output | undefined;
  /** Which request the status answers: an answer that was overtaken is dropped. */
  readonly statusAsked: number;
  /** The coordinator's clock minus this one's. */
  readonly clockOffsetMs: number;
  /** The newest first. */
  readonly activity: readonly Activity[];
  readonly plan: { readonly digest: string; readonly text: string } | undefined;
  readonly clients: ClientList | undefined;
  readonly action: Action;
}

export type Access =
  | { readonly kind: "unknown" }
  | { readonly kind: "granted" }
  /** `wrong`: one was tried. */
  | { readonly kind: "token-needed"; readonly wrong: boolean };

export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "away"; readonly reason: string; readonly sinceMs: number };

export interface Activity {
  readonly atMs: number;
  readonly kind: string;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface ClientList {
  readonly prefix: string;
  readonly total: number;
  readonly clients: readonly ClientSummary__Output[];
}

export type Action =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly what: string }
  | { readonly kind: "done"; readonly what: string }
  | { readonly kind: "failed"; readonly what: string; readonly reason: string };

export type DashboardEvent =
  | { readonly kind: "tasks"; readonly tasks: readonly TaskSummary__Output[] }
  | { readonly kind: "selected"; readonly task: string }
  | {
      readonly kind: "status";
      readonly asked: number;
      readonly status: TaskStatus__Output;
      readonly nowMs: number;
    }
  | { readonly kind: "fed"; readonly task: string; readonly json: string }
  | { readonly kind: "plan"; readonly digest: string; readonly text: string }
  | { readonly kind: "clients"; readonly list: ClientList }
  | { readonly kind: "link-lost"; readonly reason: string; readonly atMs: number }
  | { readonly kind: "link-live" }
  | { readonly kind: "token-refused"; readonly given: boolean }
  | { readonly kind: "token-given" }
  | { readonly kind: "action"; readonly action: Action };

export const initialDashboard: DashboardState = {
  access: { kind: "unknown" },
  link: { kind: "connecting" },
  tasks: undefined,
  selected: undefined,
  status: undefined,
  statusAsked: 0,
  clockOffsetMs: 0,
  activity: [],
  plan: undefined,
  clients: undefined,
  action: { kind: "idle" },
};

const activityLimit = 60;

/** Folds what happened into the state; pure. */
export function reduceDashboard(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.kind) {
    case "tasks": {
      const { tasks } = event;
      const next: DashboardState = { ...state, access: { kind: "granted" }, tasks };
      const names = tasks.map(({ taskId }) => taskId);
      if (state.selected !== undefined && names.includes(state.selected)) return next;
      return select(next, preferred(tasks));
    }
    case "selected":
      return event.task === state.selected ? state : select(state, event.task);
    case "status":
      if (event.status.task?.taskId !== state.selected || event.asked < state.statusAsked) return state;
      return {
        ...state,
        status: event.status,
        statusAsked: event.asked,
        clockOffsetMs: event.status.nowUnixMs - event.nowMs,
      };
    case "fed":
      return event.task === state.selected ? { ...state, activity: fed(state.activity, event.json) } : state;
    case "plan":
      return { ...state, plan: { digest: event.digest, text: event.text } };
    case "clients":
      return { ...state, clients: event.list };
    case "link-live":
      return { ...state, link: { kind: "live" } };
    case "link-lost":
      // Since when it is away is told from the first failure on, not from the last attempt.
      if (state.link.kind === "away") return { ...state, link: { ...state.link, reason: event.reason } };
      return { ...state, link: { kind: "away", reason: event.reason, sinceMs: event.atMs } };
    case "token-refused":
      return {
        ...initialDashboard,
        selected: state.selected,
        access: { kind: "token-needed", wrong: event.given },
      };
    case "token-given":
      return { ...state, access: { kind: "unknown" }, link: { kind: "connecting" } };
    case "action":
      return { ...state, action: event.action };
    default:
      return event satisfies never;
  }
}

/** Nothing of the task before is shown under the name of this one. */
function select(state: DashboardState, selected: string | undefined): DashboardState {
  return { ...state, selected, status: undefined, activity: [], plan: undefined };
}

/** The one that runs, or else the newest. */
function preferred(tasks: readonly TaskSummary__Output[]): string | undefined {
  return (tasks.find(({ state }) => state === "running") ?? tasks.at(-1))?.taskId;
}

function fed(activity: readonly Activity[], json: string): readonly Activity[] {
  const event: unknown = JSON.parse(json);
  if (typeof event !== "object" || event === null) return activity;
  const { kind, atMs, ...rest } = event as Readonly<Record<string, unknown>>;
  // The greeting is no event.
  if (typeof kind !== "string" || typeof atMs !== "number") return activity;
  return [{ atMs, kind, event: rest }, ...activity].slice(0, activityLimit);
}
