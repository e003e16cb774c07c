import { h } from "./dom.ts";

/** Asks before something is done. Resolves with what was written, or undefined if it was called off. */
export function confirmed(question: {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly dangerous?: boolean;
  /** What else must be said; the label of a line to write on. */
  readonly reason?: string;
}): Promise<{ readonly reason: string } | undefined> {
  const { title, text, action, dangerous = false, reason } = question;
  const line = h("input", {
    id: "dialog-reason",
    name: "reason",
    required: true,
    maxlength: 200,
    autocomplete: "off",
  });
  return asked(
    title,
    [
      h("p", {}, text),
      reason !== undefined &&
        h("div", { class: "field" }, h("label", { for: "dialog-reason" }, reason), line),
    ],
    action,
    dangerous,
    () => ({ reason: line.value.trim() }),
  );
}

/** The plan and the base model of a new task. */
export function newTask(): Promise<{ readonly plan: string; readonly base: File | undefined } | undefined> {
  const plan = h("textarea", {
    id: "new-plan",
    required: true,
    rows: 12,
    spellcheck: "false",
    placeholder: "task: flowers\nbase: random\nmodel:\n  family: mlp\n…",
  });
  const file = h("input", {
    id: "new-plan-file",
    type: "file",
    accept: ".yaml,.yml,.json",
    change: () => {
      const [chosen] = file.files ?? [];
      if (chosen !== undefined) void chosen.text().then((text) => (plan.value = text));
    },
  });
  const base = h("input", { id: "new-base", type: "file", accept: ".safetensors" });
  return asked(
    "Create a task",
    [
      h("div", { class: "field" }, h("label", { for: "new-plan-file" }, "Plan from a file"), file),
      h("div", { class: "field" }, h("label", { for: "new-plan" }, "The plan (YAML or JSON)"), plan),
      h(
        "div",
        { class: "field" },
        h("label", { for: "new-base" }, "Base model, unless the plan says base: random"),
        base,
        h(
          "p",
          { class: "soft" },
          "One safetensors file. For a folder use: tributary-coordinator task create --plan plan.yaml",
        ),
      ),
    ],
    "Create",
    false,
    () => ({ plan: plan.value, base: base.files?.[0] }),
  );
}

/** Which model, and as what. */
export function exportChoice(
  task: string,
  rounds: readonly number[],
  chosen: string,
): Promise<{ readonly round: string; readonly format: string } | undefined> {
  const option = (value: string, text: string, selected = false): HTMLElement =>
    h("option", { value, selected }, text);
  const round = h(
    "select",
    { id: "export-round" },
    option("best", "The best", chosen === "best"),
    option("last", "The last"),
    rounds.map((each) => option(String(each), `Round ${each}`, chosen === String(each))),
  );
  const format = h(
    "select",
    { id: "export-format" },
    option("safetensors", "One file (safetensors)"),
    option("peft", "Adapter for PEFT (tar)"),
    option("merged", "For transformers (tar)"),
    option("tfjs", "For TF.js (tar)"),
  );
  return asked(
    `Export a model of ${task}`,
    [
      h("div", { class: "field" }, h("label", { for: "export-round" }, "Model"), round),
      h("div", { class: "field" }, h("label", { for: "export-format" }, "Format"), format),
    ],
    "Export",
    false,
    () => ({ round: round.value, format: format.value }),
  );
}

function asked<Answer>(
  title: string,
  contents: readonly (Node | string | false)[],
  action: string,
  dangerous: boolean,
  answer: () => Answer,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let given: Answer | undefined;
    const dialog = h(
      "dialog",
      {
        "aria-labelledby": "dialog-title",
        close: () => {
          dialog.remove();
          resolve(given);
        },
      },
      h(
        "form",
        {
          method: "dialog",
          submit: () => {
            given = answer();
          },
        },
        h("h2", { id: "dialog-title" }, title),
        contents,
        h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", class: "quiet", click: () => dialog.close() }, "Cancel"),
          h("button", { type: "submit", class: dangerous ? "danger" : "primary" }, action),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
