import type { Actions } from "../actions.ts";
import { button, h, heading, say } from "../dom.ts";
import { lossCurve } from "../loss-curve.ts";
import { roundsCounted } from "../progress.ts";
import type { Progress } from "../progress.ts";
import { bytes, percent } from "../quantities.ts";
import { shareOf, stageOf, stagesOf } from "../stages.ts";
import { tryPanel } from "../try-panel.ts";
import type { View, ViewOf } from "../view-state.ts";
import { progressInWords, titleOf } from "../words.ts";
import type { Screen } from "./screen.ts";

/** A round as it goes: its stages, what is being done, the loss, bytes, and the way out. */
export function takingPartScreen({ task }: ViewOf<"taking-part">, actions: Actions): Screen {
  const stages = stagesOf(task);
  const items = stages.map((stage) => h("li", {}, stage));
  const doing = h("p", {});
  const share = h("span", { class: "muted" });
  const bar = h("progress", { max: "1", "aria-label": "This step" });
  const curve = lossCurve();
  const figures = figureList();
  const notices = h("div", { class: "notes" });
  const tried = h("div", { hidden: true }, tryPanel(task, actions));
  const leave = button("Stop and leave", actions.leave);
  const root = h(
    "div",
    { class: "screen", part: "screen" },
    h("div", { class: "lead" }, h("p", { class: "kicker" }, titleOf(task)), heading("Taking part")),
    h("ol", { class: "river", part: "stages" }, ...items),
    h("div", { class: "now-doing" }, h("div", { class: "line" }, doing, share), bar),
    notices,
    curve.root,
    figures.root,
    h(
      "div",
      { class: "actions" },
      leave,
      h(
        "p",
        { class: "muted small" },
        "Keep this tab open. Leaving gives your place back; the others go on.",
      ),
    ),
    tried,
  );

  function stage(progress: Progress): void {
    const now = stageOf(progress.step);
    const place = now === undefined ? -1 : stages.indexOf(now);
    for (const [index, item] of items.entries()) {
      item.className = index < place ? "done" : index === place ? "now" : "";
      if (index === place) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
  }
  function notice({ notices: texts, trouble }: Progress): void {
    const shown = trouble === undefined ? texts : [...texts, `The coordinator does not answer: ${trouble}`];
    const known = Array.from(notices.children, ({ textContent }) => textContent);
    if (shown.join("\n") === known.join("\n")) return;
    notices.replaceChildren(...shown.map((text) => h("p", { class: "note warn" }, text)));
  }
  return {
    root,
    update(view: View) {
      if (view.state !== "taking-part") return;
      const { progress, leaving } = view;
      stage(progress);
      say(doing, leaving ? "Leaving…" : progressInWords(progress, task));
      const part = shareOf(progress.step);
      if (part === undefined) bar.removeAttribute("value");
      else bar.value = part;
      say(share, part === undefined ? "" : percent(part));
      notice(progress);
      curve.show(progress.losses);
      figures.show(progress);
      tried.hidden = progress.committed.length === 0;
      leave.disabled = leaving;
    },
    destroy: () => curve.destroy(),
  };
}

function figureList(): { readonly root: HTMLElement; show(progress: Progress): void } {
  const names = ["Rounds", "Accuracy", "Received", "Sent", "Engine"] as const;
  const values = names.map(() => h("dd", {}, "–"));
  const root = h(
    "dl",
    { class: "figures", part: "figures" },
    ...names.map((name, index) => h("div", {}, h("dt", {}, name), values[index])),
  );
  return {
    root,
    show(progress) {
      const { committed, receivedBytes, sentBytes, engine } = progress;
      const accuracy = committed.at(-1)?.accuracy ?? null;
      const texts = [
        String(roundsCounted(progress)),
        accuracy === null ? "–" : percent(accuracy),
        bytes(receivedBytes),
        bytes(sentBytes),
        engine ?? "–",
      ];
      for (const [index, value] of values.entries()) say(value, texts[index] ?? "");
    },
  };
}
