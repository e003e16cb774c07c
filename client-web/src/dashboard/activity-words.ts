import type { Activity } from "./dashboard-state.ts";
import { phaseWords, short } from "./words.ts";

/** One event of the feed as a clause; undefined for what says nothing to people. */
export function activityWords({ kind, event }: Activity): string | undefined {
  const client = typeof event["client"] === "string" ? short(event["client"]) : "";
  const text = (name: string): string => {
    const value = event[name];
    return typeof value === "string" ? value : "";
  };
  const phase = (name: string): string => phaseWords[name] ?? name;
  switch (kind) {
    case "task-started":
      return "The task began";
    case "task-resumed":
      return "The task was resumed";
    case "descriptor-published":
      return `Round ${roundOf(event)} opened`;
    case "lease-granted":
      return `${client} trains`;
    case "leases-expired":
      return "Places went back, since their clients were not ready in time";
    case "client-ready":
      return `${client} is ready`;
    case "client-left":
      return `${client} left: ${text("reason")}`;
    case "advertising-started":
      return phase("advertising");
    case "roster-fixed":
      return phase("sharing");
    case "sharers-fixed":
    case "collecting-started":
      return phase("collecting");
    case "survivors-fixed":
      return phase("confirming");
    case "confirmations-fixed":
      return phase("unmasking");
    case "update-accepted":
      return `${client} sent its update`;
    case "update-rejected":
      return `The update of ${client} was refused: ${text("reason")}`;
    case "folding-started":
      return phase("folding");
    case "pause-requested":
      return "The task pauses once its model is made";
    case "pause-withdrawn":
      return "The task goes on after its model is made";
    case "round-committed":
      return `Round ${roundOf(event)} was committed`;
    case "attempt-aborted":
      return `Round ${roundOf(event)} was given up: ${text("cause")}`;
    default:
      return undefined;
  }
}

function roundOf(event: Readonly<Record<string, unknown>>): string {
  const { key } = event;
  return typeof key === "object" && key !== null && "round" in key ? String(key.round) : "";
}
