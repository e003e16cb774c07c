import type { DashboardState } from "./dashboard-state.ts";
import { h } from "./dom.ts";
import { time } from "./words.ts";

interface Told {
  /** The connection, where it is lost. */
  readonly away: Extract<DashboardState["link"], { kind: "away" }> | undefined;
  readonly action: DashboardState["action"];
  /** Whether what is shown is from before. */
  readonly stale: boolean;
}

/** What an operator is told above everything else: that the connection is lost, and what became of an order. */
export function notices({ away, action, stale }: Told, dismiss: () => void): readonly HTMLElement[] {
  const boxes: HTMLElement[] = [];
  if (away !== undefined) boxes.push(connectionLost(away, stale));
  if (action.kind === "running") boxes.push(h("div", { class: "notice" }, h("p", {}, `${action.what}…`)));
  if (action.kind === "done" || action.kind === "failed") boxes.push(outcome(action, dismiss));
  return boxes;
}

function connectionLost({ sinceMs, reason }: NonNullable<Told["away"]>, stale: boolean): HTMLElement {
  return h(
    "div",
    { class: "notice warn" },
    h(
      "p",
      {},
      h("strong", {}, `The connection is lost since ${time(sinceMs)}: `),
      `${reason}.${stale ? " What you see is from before." : ""} This page tries again by itself.`,
    ),
  );
}

function outcome(
  action: Extract<DashboardState["action"], { kind: "done" | "failed" }>,
  dismiss: () => void,
): HTMLElement {
  return h(
    "div",
    { class: `notice ${action.kind === "failed" ? "bad" : "good"}` },
    action.kind === "failed"
      ? h(
          "div",
          {},
          h("p", {}, h("strong", {}, `${action.what}: this did not work.`)),
          h("pre", { class: "reason" }, action.reason),
        )
      : h("p", {}, action.what),
    h("button", { type: "button", class: "quiet small", "data-key": "dismiss", click: dismiss }, "Close"),
  );
}
