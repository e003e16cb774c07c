import type { ClientEvent } from "@tributary/training";

import { describe } from "./describe.ts";
import { createProgress } from "./progress.ts";

/** Where a command writes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

export type Reporter = (event: ClientEvent) => void;

/** Lines for people; on a terminal the last one is redrawn while something is under way. */
export function forPeople(output: Output, nowMs: () => number): Reporter {
  const progress = createProgress();
  let drawn = "";
  let drawnMs = 0;
  let said = "";
  const redraw = (line: string): void => {
    const fitting = line.slice(0, Math.max(10, output.columns - 1));
    output.write(`\r${fitting}${" ".repeat(Math.max(0, drawn.length - fitting.length))}`);
    drawn = fitting;
  };
  return (event) => {
    const now = nowMs();
    const bar = progress.line(event, now);
    if (bar !== undefined) {
      // Ten times a second is as much as anybody sees.
      if (output.isTerminal && now - drawnMs >= 100) {
        redraw(bar);
        drawnMs = now;
      }
      return;
    }
    const line = describe(event);
    if (line === undefined || (event.kind === "resting" && line === said)) return;
    said = line;
    if (drawn !== "") redraw("");
    output.write(`${drawn === "" ? "" : "\r"}${line}\n`);
    drawn = "";
  };
}

/** One JSON document a line. Bulky parts are left out: the plan, and counts that metrics sum up. */
export function forPrograms(output: Output): Reporter {
  return (event) => output.write(`${JSON.stringify(documentOf(event))}\n`);
}

function documentOf(event: ClientEvent): object {
  switch (event.kind) {
    case "joined": {
      const { task, state, plan, planDigest, fingerprint, incarnation } = event.offer;
      const { title, privacy, cohort } = plan;
      const { minimum, minSurvivors } = cohort;
      const terms = { mode: privacy.mode, minimum, minSurvivors, voucher: event.voucher };
      return { kind: "joined", task, title, state, ...terms, planDigest, fingerprint, incarnation };
    }
    case "evaluated": {
      const { kind, round, attempt, metrics } = event;
      return { kind, round, attempt, metrics: metrics ?? null };
    }
    case "done":
      return { ...event, model: event.model ?? null };
    default:
      return event;
  }
}
