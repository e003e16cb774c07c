import type { ImageInput } from "@tributary/core/records";

import type { TaskDescription } from "../../session.ts";
import type { Actions } from "../actions.ts";
import { button, h, say } from "../dom.ts";
import { drawPad } from "../draw-pad.ts";
import { drawnValues } from "../drawing.ts";
import { counted } from "../quantities.ts";

interface Drawn {
  readonly values: Float32Array;
  readonly label: number;
}

/** Drawing examples by hand, label by label. */
export function drawExamples(
  { plan: { labels } }: TaskDescription,
  input: ImageInput,
  actions: Actions,
): HTMLElement {
  let drawn: readonly Drawn[] = [];
  let label = 0;
  const tallies = labels.map(() => h("span", { class: "tally" }));
  const radios = labels.map((_, index) => {
    const radio = h("input", { type: "radio", name: "label", checked: index === 0 });
    radio.addEventListener("change", () => choose(index));
    return radio;
  });
  const add = button("Add drawing", keep);
  const undo = button(
    "Undo",
    () => {
      drawn = drawn.slice(0, -1);
      refresh();
    },
    "quiet",
  );
  const use = button(
    "",
    () => {
      actions.connect({
        name: counted(drawn.length, "drawing"),
        data: drawn,
        format: undefined,
      });
    },
    "primary",
  );
  const clear = button("Clear", () => pad.clear(), "quiet");
  const told = h("p", { class: "muted", role: "status" });
  const pad = drawPad("Pad to draw on with mouse, pen or finger", refresh);

  function choose(index: number): void {
    label = index;
    const radio = radios[index];
    if (radio !== undefined) radio.checked = true;
    refresh();
  }
  function keep(): void {
    if (pad.strokes().length === 0) return;
    drawn = [...drawn, { values: drawnValues(pad.strokes(), input), label }];
    pad.clear();
    choose((label + 1) % labels.length);
  }
  function refresh(): void {
    add.disabled = pad.strokes().length === 0;
    clear.disabled = add.disabled;
    undo.disabled = drawn.length === 0;
    use.disabled = drawn.length === 0;
    say(add, `Add as “${labels[label] ?? ""}”`);
    say(use, drawn.length === 0 ? "Use drawings" : `Use ${counted(drawn.length, "drawing")}`);
    say(told, drawn.length === 0 ? "Nothing drawn yet. A few of each label are a start." : drawnInWords());
    for (const [index, tally] of tallies.entries()) {
      const count = drawn.filter((example) => example.label === index).length;
      say(tally, count === 0 ? "" : `×${count}`);
    }
  }
  function drawnInWords(): string {
    const kinds = new Set(drawn.map((example) => example.label)).size;
    return `${counted(drawn.length, "drawing")} of ${kinds} of ${labels.length} labels.`;
  }
  const root = h(
    "section",
    { class: "ruled", part: "drawing" },
    h("h3", {}, "Or draw examples by hand"),
    h(
      "div",
      { class: "pad-row" },
      pad.root,
      h(
        "div",
        { class: "pad-side" },
        h(
          "fieldset",
          {},
          h("legend", { class: "small" }, "What you draw"),
          h(
            "div",
            { class: "choices" },
            ...labels.map((name, index) => h("label", {}, radios[index], name, tallies[index])),
          ),
        ),
        h("div", { class: "actions" }, add, clear, undo),
        told,
        h("div", { class: "actions" }, use),
      ),
    ),
  );
  refresh();
  return root;
}
