import type { TaskSummary__Output } from "@tributary/proto/messages";

import { h } from "./dom.ts";
import { badge, modeBadge, modeWords } from "./task-panels.ts";

/** A task's name, state and mode, and what may be done with it as a whole. */
export function taskHead(
  { taskId, title, state, mode }: TaskSummary__Output,
  actions: { readonly pauseOrResume: () => void; readonly exportModel: () => void },
): readonly HTMLElement[] {
  const order = orderFor(state);
  return [
    h(
      "div",
      {},
      h("h2", { class: "title" }, title === "" ? taskId : title),
      h(
        "p",
        { class: "soft badges" },
        h("code", {}, taskId),
        badge(state),
        modeBadge(mode),
        h("span", {}, modeWords(mode)),
      ),
    ),
    h(
      "div",
      { class: "buttons" },
      order !== undefined &&
        h(
          "button",
          { type: "button", class: "quiet", "data-key": "pause", click: actions.pauseOrResume },
          order,
        ),
      h(
        "button",
        { type: "button", class: "quiet", "data-key": "export", click: actions.exportModel },
        "Export a model",
      ),
    ),
  ];
}

/** Whether an order to resume is what a task in this state is given. */
export function resumes(state: string): boolean {
  return state === "paused" || state === "failed";
}

function orderFor(state: string): string | undefined {
  if (resumes(state)) return "Resume";
  return state === "running" || state === "waiting" ? "Pause" : undefined;
}
