import type {
  ClientEvent,
  DataPreview,
  FederationSession,
  TaskDescription,
  WebData,
  WebJoinResult,
} from "../session.ts";
import { afterEvent, noProgress } from "./progress.ts";
import type { Progress } from "./progress.ts";

/** What a person connected, and how it is read. */
export interface Source {
  /** For people: `digits.csv`, `3 files`, `12 drawings`. */
  readonly name: string;
  readonly data: WebData;
  readonly format: Parameters<FederationSession["preview"]>[1];
}

/** What the element shows. */
export type View =
  /** Pages from plain http addresses get neither keys nor storage from a browser. */
  | { readonly state: "insecure"; readonly address: string }
  | { readonly state: "opening"; readonly coordinator: string }
  | { readonly state: "unreachable"; readonly coordinator: string; readonly problem: string }
  | { readonly state: "choosing"; readonly task: TaskDescription; readonly problem: string | undefined }
  | { readonly state: "previewing"; readonly task: TaskDescription; readonly source: Source }
  | {
      readonly state: "ready";
      readonly task: TaskDescription;
      readonly source: Source;
      readonly preview: DataPreview;
    }
  | {
      readonly state: "taking-part";
      readonly task: TaskDescription;
      readonly source: Source;
      readonly preview: DataPreview;
      readonly progress: Progress;
      /** Its user asked to stop; the place is being given back. */
      readonly leaving: boolean;
    }
  | {
      readonly state: "committed";
      readonly task: TaskDescription;
      readonly progress: Progress;
      /** The round that made the best model; 0: the base. */
      readonly bestRound: number;
    }
  | {
      readonly state: "stopped";
      readonly task: TaskDescription;
      readonly source: Source;
      readonly preview: DataPreview;
      readonly progress: Progress;
    }
  | {
      readonly state: "failed";
      /** Undefined if it failed before there was one. */
      readonly task: TaskDescription | undefined;
      readonly problem: string;
    };

export type ViewOf<State extends View["state"]> = Extract<View, { readonly state: State }>;

/** What happened: a person did something, or the session told of something. */
export type Message =
  | { readonly kind: "opened"; readonly task: TaskDescription }
  | { readonly kind: "not-opened"; readonly problem: string }
  | { readonly kind: "reopen"; readonly coordinator: string }
  | { readonly kind: "connected"; readonly source: Source }
  | { readonly kind: "previewed"; readonly source: Source; readonly preview: DataPreview }
  | { readonly kind: "not-previewed"; readonly source: Source; readonly problem: string }
  | { readonly kind: "other-data" }
  | { readonly kind: "join" }
  | { readonly kind: "event"; readonly event: ClientEvent }
  | { readonly kind: "leave" }
  | { readonly kind: "ended"; readonly result: WebJoinResult }
  | { readonly kind: "failed"; readonly problem: string };

/** The view after a message. What does not fit the state is late, or was asked for twice, and changes nothing. */
export function next(view: View, message: Message): View {
  switch (message.kind) {
    case "opened":
      return view.state === "opening" ? { state: "choosing", task: message.task, problem: undefined } : view;
    case "not-opened":
      return view.state === "opening"
        ? { state: "unreachable", coordinator: view.coordinator, problem: message.problem }
        : view;
    case "reopen":
      return view.state === "unreachable" || view.state === "failed"
        ? { state: "opening", coordinator: message.coordinator }
        : view;
    case "connected":
      return view.state === "choosing" || view.state === "ready"
        ? { state: "previewing", task: view.task, source: message.source }
        : view;
    case "previewed":
      return view.state === "previewing" && view.source === message.source
        ? { ...view, state: "ready", preview: message.preview }
        : view;
    case "not-previewed":
      return view.state === "previewing" && view.source === message.source
        ? { state: "choosing", task: view.task, problem: message.problem }
        : view;
    case "other-data":
      return view.state === "ready" || view.state === "previewing" || view.state === "stopped"
        ? { state: "choosing", task: view.task, problem: undefined }
        : view;
    case "join":
      return view.state === "ready" || view.state === "stopped"
        ? { ...view, state: "taking-part", progress: noProgress, leaving: false }
        : view;
    case "event":
      return view.state === "taking-part"
        ? { ...view, progress: afterEvent(view.progress, message.event) }
        : view;
    case "leave":
      return view.state === "taking-part" ? { ...view, leaving: true } : view;
    case "ended":
      return view.state === "taking-part" ? ended(view, message.result) : view;
    case "failed": {
      const task = "task" in view ? view.task : undefined;
      return view.state === "failed" ? view : { state: "failed", task, problem: message.problem };
    }
    default:
      return message satisfies never;
  }
}

function ended(
  { task, source, preview, progress }: ViewOf<"taking-part">,
  { state, bestRound, reason }: WebJoinResult,
): View {
  switch (state) {
    case "completed":
      return { state: "committed", task, progress, bestRound };
    case "failed":
      return { state: "failed", task, problem: `The task was given up by its coordinator: ${reason}.` };
    case "stopped":
      return { state: "stopped", task, source, preview, progress };
    default:
      return state satisfies never;
  }
}
