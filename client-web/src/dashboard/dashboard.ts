import type { Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";

import { dashboardView } from "./dashboard-view.ts";
import { startOperator } from "./operator.ts";
import type { Operator } from "./operator.ts";

const tokenKey = "tributary-operator-token";

/** Shows a coordinator under `root`, for as long as the page is there. */
export function startDashboard(root: HTMLElement, transport: Transport<AdministrationMethods>): Operator {
  const nowMs = (): number => Date.now();
  const selected = /^#task=([a-z0-9-]{1,63})$/.exec(location.hash)?.[1];
  const view = dashboardView(root, () => operator, nowMs);
  const operator: Operator = startOperator({
    transport,
    tokens: {
      get: () => sessionStorage.getItem(tokenKey) ?? undefined,
      set(token) {
        if (token === undefined) sessionStorage.removeItem(tokenKey);
        else sessionStorage.setItem(tokenKey, token);
      },
    },
    nowMs,
    sleep,
    selected,
    onChange(state) {
      view.show(state);
      if (state.selected !== undefined) history.replaceState(null, "", `#task=${state.selected}`);
    },
  });
  view.show(operator.state);
  setInterval(() => view.tick(operator.state), 1_000);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.repaint());
  return operator;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    signal.addEventListener("abort", done);
  });
}
