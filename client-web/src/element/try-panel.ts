import type { Guess, TaskDescription, WebInput } from "../session.ts";
import type { Actions } from "./actions.ts";
import { bar } from "./bar.ts";
import { button, h } from "./dom.ts";
import { drawPad } from "./draw-pad.ts";
import { drawnInput, drawnValues } from "./drawing.ts";
import { rowInput } from "./own-input.ts";
import { percent } from "./quantities.ts";

/** An input, or why there is none. */
type Asked = WebInput | { readonly problem: string };

const mostShown = 3;

/** One's own input, read by the model before and after; undefined for a model that writes. */
export function tryPanel(task: TaskDescription, actions: Actions): HTMLElement | undefined {
  if (task.plan.labels.length === 0) return undefined;
  const answer = h("div", { class: "answer", "aria-live": "polite" });
  let asked = 0;
  const ask = (input: Asked): void => {
    const mine = ++asked;
    const tell = (...nodes: readonly Node[]): void => {
      if (mine === asked) answer.replaceChildren(...nodes);
    };
    if (typeof input === "object" && "problem" in input)
      return tell(h("p", { class: "note bad" }, input.problem));
    tell(h("p", { class: "muted" }, "Asking both models…"));
    actions.tryOut(input).then(
      ({ base, latest }) => tell(h("div", { class: "two" }, guess("Before", base), guess("After", latest))),
      (thrown: unknown) =>
        tell(h("p", { class: "note bad" }, thrown instanceof Error ? thrown.message : String(thrown))),
    );
  };
  return h(
    "section",
    { class: "ruled", part: "try" },
    h("h3", {}, "Try it on something of your own"),
    h("p", { class: "muted" }, "It stays in this tab."),
    asking(task, ask),
    answer,
  );
}

function asking(task: TaskDescription, ask: (input: Asked) => void): HTMLElement {
  const { input } = task.plan;
  switch (input.kind) {
    case "image": {
      const drawn = drawnInput(task);
      return drawn === undefined ? pickPicture(ask) : drawOne(drawn, ask);
    }
    case "text":
      return writeOne("A text", "textarea", (text) =>
        ask(text.trim() === "" ? { problem: "Write a text first." } : text),
      );
    case "features":
      return writeOne(
        `${input.size} numbers${input.columns === undefined ? "" : `: ${input.columns.join(", ")}`}`,
        "input",
        (text) => ask(rowInput(text, input)),
      );
    default:
      return input satisfies never;
  }
}

function drawOne(
  input: NonNullable<ReturnType<typeof drawnInput>>,
  ask: (input: WebInput) => void,
): HTMLElement {
  const pad = drawPad("Pad to draw on with mouse, pen or finger", () => {
    clear.disabled = pad.strokes().length === 0;
    // Each stroke asks anew: one sees the models make up their minds.
    if (!clear.disabled) ask(drawnValues(pad.strokes(), input));
  });
  const clear = button("Clear", () => pad.clear());
  clear.disabled = true;
  return h(
    "div",
    { class: "pad-row" },
    pad.root,
    h(
      "div",
      { class: "pad-side" },
      h("p", {}, "Draw one; both models read it as you go."),
      h("div", { class: "actions" }, clear),
    ),
  );
}

function pickPicture(ask: (input: WebInput) => void): HTMLElement {
  const picker = h("input", {
    type: "file",
    accept: "image/png,image/jpeg",
    hidden: true,
    "aria-label": "Picture",
  });
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    if (file !== undefined) ask(file);
  });
  return h(
    "div",
    { class: "actions" },
    button("Choose a picture…", () => picker.click()),
    picker,
  );
}

function writeOne(label: string, tag: "textarea" | "input", onAsk: (text: string) => void): HTMLElement {
  const field = h(tag, { class: "field", id: "own-input" });
  const root = h(
    "form",
    { class: "labelled" },
    h("label", { for: "own-input" }, label),
    field,
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Ask both models")),
  );
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    onAsk(field.value);
  });
  return root;
}

function guess(title: string, probabilities: Guess): HTMLElement {
  const shown = [...probabilities].sort((a, b) => b.probability - a.probability).slice(0, mostShown);
  return h(
    "div",
    { class: "guess" },
    h("h4", {}, title),
    h("p", { class: "top" }, shown[0]?.label ?? "–"),
    h(
      "ul",
      { class: "bars" },
      ...shown.map(({ label, probability }) =>
        h(
          "li",
          {},
          h("span", { class: "name" }, label),
          bar(`Probability of ${label}`, probability, 1),
          h("span", { class: "count" }, percent(probability)),
        ),
      ),
    ),
  );
}
