import type { Actions } from "../actions.ts";
import { button, h, heading } from "../dom.ts";
import { bytes, counted, percent } from "../quantities.ts";
import type { Progress } from "../progress.ts";
import { tryPanel } from "../try-panel.ts";
import type { ViewOf } from "../view-state.ts";
import { titleOf } from "../words.ts";
import { screen } from "./plain.ts";
import type { Screen } from "./screen.ts";

export function committedScreen(view: ViewOf<"committed">, actions: Actions): Screen {
  const { task, progress, bestRound, roundsCounted } = view;
  const mine =
    roundsCounted === 0
      ? "None of its rounds counted an update of yours."
      : `Your data are part of ${counted(roundsCounted, "round")}, and never left this tab.`;
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
      h("p", {}, `${best} ${mine}`),
    ),
    summary(progress),
    tryPanel(task, actions),
  );
}

export function stoppedScreen({ task, progress }: ViewOf<"stopped">, actions: Actions): Screen {
  const counts = progress.committed.filter((round) => round.counted).length;
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, titleOf(task)),
      heading("You left"),
      h(
        "p",
        {},
        counts === 0
          ? "No update of yours is in a model. Nothing more is sent."
          : `${counted(counts, "update")} of yours are part of the model; they cannot be taken out of it. Nothing more is sent.`
              .replace("1 update of yours are", "1 update of yours is")
              .replace("they cannot", counts === 1 ? "it cannot" : "they cannot"),
      ),
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

function summary({ committed, accuracies, receivedBytes, sentBytes }: Progress): HTMLElement {
  const [first] = accuracies;
  const last = accuracies.at(-1);
  const fact = (name: string, value: string): HTMLElement =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h(
    "dl",
    { class: "figures", part: "figures" },
    fact("Rounds", String(committed.length)),
    first === undefined || last === undefined || first === last
      ? undefined
      : fact("Read right", `${percent(first.accuracy)} → ${percent(last.accuracy)}`),
    fact("Received", bytes(receivedBytes)),
    fact("Sent", bytes(sentBytes)),
  );
}
