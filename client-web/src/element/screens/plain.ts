import type { Actions } from "../actions.ts";
import { button, h, heading } from "../dom.ts";
import type { ViewOf } from "../view-state.ts";
import { titleOf } from "../words.ts";
import type { Screen } from "./screen.ts";

// Screens that only say something.

export function insecureScreen({ address }: ViewOf<"insecure">): Screen {
  const { port } = new URL(address);
  const local = `http://localhost${port === "" ? "" : `:${port}`}`;
  return screen(
    h(
      "div",
      { class: "lead" },
      heading("This address is not secure"),
      h(
        "p",
        {},
        "Browsers keep the means to hide your update (keys, storage, the GPU) from pages that come over plain http " +
          "from another machine. So this page does not take part.",
      ),
    ),
    h(
      "section",
      {},
      h("h3", {}, "What helps"),
      h(
        "ul",
        { class: "plain" },
        h(
          "li",
          {},
          "Whoever runs the coordinator starts it with ",
          h("code", {}, "--tls-key"),
          " and ",
          h("code", {}, "--tls-cert"),
          "; then open its ",
          h("code", {}, "https://"),
          " address.",
        ),
        h("li", {}, "If the coordinator runs on this very machine, open ", h("code", {}, local), " instead."),
      ),
    ),
  );
}

export function openingScreen({ coordinator }: ViewOf<"opening">): Screen {
  return screen(
    h("div", { class: "lead" }, heading("Reaching the coordinator"), h("p", { class: "muted" }, coordinator)),
    h("progress", { "aria-label": "Reaching the coordinator" }),
  );
}

export function unreachableScreen(view: ViewOf<"unreachable">, actions: Actions): Screen {
  return screen(
    h(
      "div",
      { class: "lead" },
      heading("The coordinator cannot be reached"),
      h("p", { class: "muted" }, view.coordinator),
    ),
    h("p", { class: "note bad" }, view.problem),
    h("div", { class: "actions" }, button("Try again", actions.reopen, "primary")),
  );
}

export function previewingScreen({ task, source }: ViewOf<"previewing">, actions: Actions): Screen {
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, titleOf(task)),
      heading(`Reading ${source.name}`),
      h("p", { class: "muted" }, "In this tab; nothing is sent."),
    ),
    h("progress", { "aria-label": `Reading ${source.name}` }),
    h("div", { class: "actions" }, button("Choose other data", actions.otherData)),
  );
}

export function failedScreen({ task, problem }: ViewOf<"failed">, actions: Actions): Screen {
  return screen(
    h(
      "div",
      { class: "lead" },
      task === undefined ? undefined : h("p", { class: "kicker" }, titleOf(task)),
      heading("It did not work"),
    ),
    h("p", { class: "note bad" }, problem),
    h("p", { class: "muted" }, "Your data are still where they were; they never left this tab."),
    h("div", { class: "actions" }, button("Start again", actions.reopen, "primary")),
  );
}

export function screen(...children: readonly (Node | undefined)[]): Screen {
  return { root: h("div", { class: "screen", part: "screen" }, ...children) };
}
