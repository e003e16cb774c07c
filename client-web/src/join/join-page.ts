import { h } from "../element/dom.ts";
import { mark } from "../style/mark.ts";

/** Fills the page: whose it is, the participant, and what this is. The coordinator is the one that serves it. */
export function joinPage(): void {
  const participant = document.createElement("tributary-participant");
  // An invitation carries the coordinator's fingerprint after its #.
  participant.setAttribute("coordinator", location.origin + location.hash);
  const task = new URLSearchParams(location.search).get("task");
  if (task !== null) participant.setAttribute("task", task);
  document.body.prepend(
    h(
      "header",
      {},
      h("div", {}, mark(), h("span", { class: "name" }, "Tributary"), h("a", { href: "/" }, "Dashboard")),
    ),
    h("main", {}, participant),
    h(
      "footer",
      {},
      h("p", {}, "Many small streams, one river: a model learns from data that stay where they are."),
    ),
  );
}
