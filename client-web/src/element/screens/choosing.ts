import type { Actions } from "../actions.ts";
import { droppedFiles, placedFiles } from "../connect-files.ts";
import { button, h, heading } from "../dom.ts";
import { drawnInput } from "../drawing.ts";
import type { TaskDescription } from "../../session.ts";
import type { ViewOf } from "../view-state.ts";
import { purposeOf, titleOf, trafficInWords } from "../words.ts";
import { drawExamples } from "./draw-examples.ts";
import { screen } from "./plain.ts";
import type { Screen } from "./screen.ts";

/** Connecting data: a picker, a place to drop them, or drawing them. */
export function choosingScreen({ task, problem }: ViewOf<"choosing">, actions: Actions): Screen {
  const input = drawnInput(task);
  return screen(
    h(
      "div",
      { class: "lead" },
      h("p", { class: "kicker" }, "Take part in"),
      heading(titleOf(task)),
      h("p", { class: "muted" }, purposeOf(task)),
    ),
    problem === undefined ? undefined : h("p", { class: "note bad" }, problem),
    h(
      "section",
      {},
      h("h3", {}, "Connect your data"),
      h("p", { class: "muted" }, "They are read in this tab and stay in it."),
      zone(task, actions),
    ),
    input === undefined ? undefined : drawExamples(task, input, actions),
    h(
      "section",
      { class: "ruled" },
      h("h3", {}, "Nothing happens yet"),
      h(
        "p",
        { class: "muted" },
        "You see your data counted first, and who runs this federation and what it gets. Then you decide. ",
        `What stays here in any case: ${lowerFirst(trafficInWords(task).stays.join(" "))}`,
      ),
    ),
  );
}

function zone({ plan: { input, labels } }: TaskDescription, actions: Actions): HTMLElement {
  const accept = {
    image: ".csv,.tsv,.jsonl,.png,.jpg,.jpeg",
    features: ".csv,.tsv,.jsonl",
    text: ".csv,.tsv,.jsonl,.txt",
  };
  const file = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    accept: accept[input.kind],
    "aria-label": "Files",
  });
  const folder = h("input", { type: "file", webkitdirectory: true, hidden: true, "aria-label": "Folder" });
  for (const picker of [file, folder]) {
    picker.addEventListener("change", () => {
      if (picker.files !== null && picker.files.length > 0) actions.connectFiles(placedFiles(picker.files));
    });
  }
  const hint = {
    image:
      "A folder with a folder of PNG or JPEG pictures for each label, or a CSV, TSV or JSONL file of pixel values.",
    features: "A CSV, TSV or JSONL file with a column for the label.",
    text:
      labels.length > 0
        ? "A CSV, TSV or JSONL file with a column for the text and one for the label."
        : "A TXT file, or a JSONL file of texts.",
  }[input.kind];
  const root = h(
    "div",
    { class: "zone", part: "drop-zone" },
    h("p", {}, "Drop files or a folder here, or"),
    h(
      "div",
      { class: "actions" },
      button("Choose files…", () => file.click(), "primary"),
      button("Choose a folder…", () => folder.click()),
    ),
    h("p", { class: "muted small" }, hint),
    file,
    folder,
  );
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault();
    root.classList.toggle("over", is);
  };
  root.addEventListener("dragover", over(true));
  root.addEventListener("dragleave", over(false));
  root.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer !== null) actions.connectFiles(droppedFiles(event.dataTransfer));
  });
  return root;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
