import { h } from "./dom.ts";

// What stands in a task's place where there is none to show.

/** A coordinator without a task. */
export function noTask(): HTMLElement {
  return h(
    "section",
    { class: "panel lone" },
    h("h2", {}, "No task yet"),
    h(
      "p",
      {},
      "A task is a plan (what is trained, from which model, under which privacy) and its base model. Create one here, or start the coordinator with --plan plan.yaml.",
    ),
  );
}

/** Asks for the operator's token. @param wrong one was given, and is not this coordinator's */
export function tokenForm(wrong: boolean, use: (token: string) => void): HTMLElement {
  const input = h("input", {
    id: "token",
    type: "password",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "token-help",
  });
  return h(
    "form",
    {
      class: "panel lone",
      submit: (event) => {
        event.preventDefault();
        use(input.value.trim());
      },
    },
    h("h2", {}, "The operator's token"),
    wrong && h("p", { class: "notice bad", role: "alert" }, "That is not this coordinator's token."),
    h(
      "p",
      { id: "token-help" },
      "The coordinator printed it at its first start and keeps it in the file ",
      h("code", {}, "operator-token"),
      " of its data folder. This page keeps it until the tab is closed.",
    ),
    h("div", { class: "field" }, h("label", { for: "token" }, "Token"), input),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Open the dashboard")),
  );
}
