import type { DataPreview, TaskDescription } from "../../session.ts";
import type { Actions } from "../actions.ts";
import { bar } from "../bar.ts";
import { button, h, heading } from "../dom.ts";
import { counted, grouped } from "../quantities.ts";
import type { Setting } from "../setting.ts";
import type { ViewOf } from "../view-state.ts";
import { cautionsOf, modeInWords, servedInWords, titleOf, trafficInWords, voucherInWords } from "../words.ts";
import { screen } from "./plain.ts";
import { samplesOf } from "./samples.ts";
import type { Screen } from "./screen.ts";

/** The data counted, and all that must be known before the button. */
export function readyScreen(
  { task, source, preview }: ViewOf<"ready">,
  actions: Actions,
  setting: Setting,
): Screen {
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, titleOf(task)),
      heading(`${counted(preview.exampleCount, "example")} in ${source.name}`),
      h("p", { class: "muted" }, "Read in this tab. Nothing has been sent."),
    ),
    warningsOf(preview),
    countsOf(preview),
    samplesOf(preview.samples, task),
    ...agreement(task, setting),
    joining(task, actions),
  );
}

function warningsOf({ warnings }: DataPreview): HTMLElement | undefined {
  if (warnings.length === 0) return undefined;
  return h("div", { class: "notes" }, ...warnings.map((warning) => h("p", { class: "note warn" }, warning)));
}

function countsOf({ perLabel }: DataPreview): HTMLElement | undefined {
  if (perLabel.length === 0) return undefined;
  const most = Math.max(1, ...perLabel.map(({ count }) => count));
  return h(
    "section",
    {},
    h("h3", {}, "Examples per label"),
    h(
      "ul",
      { class: "bars", part: "counts" },
      ...perLabel.map(({ label, count }) =>
        h(
          "li",
          {},
          h("span", { class: "name" }, label),
          bar(`Examples of ${label}`, count, most),
          h("span", { class: count === 0 ? "count none" : "count" }, count === 0 ? "none" : String(count)),
        ),
      ),
    ),
  );
}

function agreement(task: TaskDescription, setting: Setting): readonly HTMLElement[] {
  const mode = modeInWords(task);
  const { leaves, stays } = trafficInWords(task);
  const list = (items: readonly string[]): HTMLElement =>
    h("ul", { class: "plain" }, ...items.map((item) => h("li", {}, item)));
  const fact = (name: string, wide: boolean, ...children: readonly (Node | string)[]): HTMLElement =>
    h("div", wide ? { class: "wide" } : {}, h("dt", {}, name), h("dd", {}, ...children));
  return [
    h(
      "section",
      { class: "ruled" },
      h("h3", {}, "Who runs this federation"),
      h(
        "dl",
        { class: "facts" },
        fact("Coordinator", false, setting.coordinator),
        fact("Task", false, `${task.task}, at most ${counted(task.plan.rounds.maximum, "round")}`),
        fact(
          setting.fingerprintPinned ? "Fingerprint, the one in your invitation" : "Fingerprint",
          true,
          h("span", { class: "digest" }, grouped(task.coordinator)),
        ),
        fact("Who else takes part", true, voucherInWords(task, setting)),
      ),
      setting.fingerprintPinned
        ? undefined
        : h(
            "p",
            { class: "muted small" },
            "Compare the fingerprint with the one that you were told; an invitation carries it after its #.",
          ),
    ),
    h(
      "section",
      {},
      h("h3", {}, mode.title),
      h("p", {}, mode.text),
      ...cautionsOf(task).map((caution) => h("p", { class: "note warn" }, caution)),
    ),
    h(
      "div",
      { class: "two" },
      h("section", {}, h("h3", {}, "What leaves this tab"), list(leaves)),
      h("section", {}, h("h3", {}, "What stays in it"), list(stays)),
    ),
    h("p", { class: "note small" }, servedInWords(task, setting)),
  ];
}

function joining({ plan }: TaskDescription, actions: Actions): HTMLElement {
  const sealed = plan.privacy.mode === "sealed";
  const accepted = h("input", { type: "checkbox", id: "accept" });
  const join = button("Take part", () => actions.join(accepted.checked), "primary");
  join.disabled = sealed;
  accepted.addEventListener("change", () => (join.disabled = !accepted.checked));
  return h(
    "section",
    {},
    sealed
      ? h(
          "div",
          { class: "consent" },
          accepted,
          h("label", { for: "accept" }, "The coordinator may read each update that I send."),
        )
      : undefined,
    h("div", { class: "actions" }, join, button("Choose other data", actions.otherData)),
    h("p", { class: "muted small" }, "You can stop and leave at any time."),
  );
}
