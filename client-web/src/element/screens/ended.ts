import type { Actions } from "../actions.ts";
import { button, h, heading } from "../dom.ts";
import { bytes, counted, percent } from "../quantities.ts";
import { roundsCounted } from "../progress.ts";
import type { Progress } from "../progress.ts";
import { tryPanel } from "../try-panel.ts";
import type { ViewOf } from "../view-state.ts";
import { titleOf } from "../words.ts";
import { screen } from "./plain.ts";
import type { Screen } from "./screen.ts";

export function committedScreen(view: ViewOf<"committed">, actions: Actions): Screen {
  const { task, progress, bestRound } = view;
  const mine = roundsCounted(progress);
  const yours =
    mine === 0
      ? "None of its rounds counted an update of yours."
      : `An update of yours is in ${counted(mine, "round")}; your data never left this tab.`;
  const best =
    bestRound === 0
      ? "The model that it began with stayed the best."
      : `The best model is that of round ${bestRound}.`;
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, titleOf(task)),
      heading("The task is complete"),
      h("p", {}, `${best} ${yours}`),
    ),
    summary(progress),
    tryPanel(task, actions),
  );
}

export function stoppedScreen({ task, progress }: ViewOf<"stopped">, actions: Actions): Screen {
  const mine = roundsCounted(progress);
  const yours =
    mine === 0
      ? "No update of yours is in a model."
      : `An update of yours is in ${counted(mine, "round")}; it cannot be taken out of the model again.`;
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, titleOf(task)),
      heading("You left"),
      h("p", {}, `${yours} Nothing more is sent.`),
    ),
    summary(progress),
    h(
      "div",
      { class: "actions" },
      button("Take part again", () => actions.join(true), "primary"),
      button("Choose other data", actions.otherData),
    ),
    progress.committed.length === 0 ? undefined : tryPanel(task, actions),
  );
}

function summary(progress: Progress): HTMLElement {
  const { committed, receivedBytes, sentBytes } = progress;
  const accuracies = committed.flatMap(({ accuracy }) => accuracy ?? []);
  const [first] = accuracies;
  const last = accuracies.at(-1);
  const fact = (name: string, value: string): HTMLElement =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h(
    "dl",
    { class: "figures", part: "figures" },
    fact("Rounds", String(roundsCounted(progress))),
    first === undefined || last === undefined || accuracies.length < 2
      ? undefined
      : fact("Accuracy", `${percent(first)} → ${percent(last)}`),
    fact("Received", bytes(receivedBytes)),
    fact("Sent", bytes(sentBytes)),
  );
}
