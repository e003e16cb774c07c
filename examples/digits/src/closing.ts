import type { Mode } from "./arguments.ts";
import type { DemoData } from "./data.ts";
import { pictureRow } from "./drawing.ts";
import type { Report } from "./figures.ts";
import type { ShownPicture } from "./page.ts";
import { dataFlags } from "./setting.ts";
import { percent, tableText } from "./table.ts";

/** What the demo does not show. */
export function limitsOf(mode: Mode): readonly string[] {
  return [
    "New writers: ten hands do not teach an eleventh. The held-out pictures are by the same ten writers.",
    mode === "secure"
      ? "A coordinator that cheats: it learns sums of at least seven updates, but nobody vouches here for who the ten are."
      : "Secrecy of updates: in mode sealed the coordinator can read each client's update; it never sees the pictures.",
    "Real handwriting: the digits are drawn by a program. examples/digits/optdigits.yaml runs on real ones.",
  ];
}

/** What to do with the model, as commands. */
export function nextCommands(
  modelPath: string,
  { heldOutFiles, privateFolders }: DemoData,
): readonly string[] {
  const evaluate = (data: string): string =>
    `npx tributary-client evaluate --model ${modelPath} --data ${data} ${dataFlags.join(" ")}`;
  return [...heldOutFiles.slice(0, 1), ...privateFolders.slice(0, 1)].map(evaluate);
}

/** What the demo ends with on a terminal. */
export function closingText(
  report: Report,
  pictures: readonly ShownPicture[],
  commands: readonly string[],
  limits: readonly string[],
  page: string,
): string {
  const { accuracy, model, seconds } = report;
  const gain = percent(accuracy.federated - accuracy.base).replace("%", "points");
  const drawn = pictures.slice(0, picturesInARow).map(({ image, writer, shown, readBefore }) => ({
    captions: [`writer ${writer + 1}`, `base: ${readBefore}, now: ${shown}`],
    picture: image,
  }));
  return [
    "",
    tableText(accuracy),
    "",
    `Together the ten gained ${gain} over the base, and no picture left its process.`,
    ...(drawn.length === 0
      ? []
      : ["", "Read wrong by the base and right by the new model:", "", pictureRow(drawn)]),
    "",
    "What this does not show:",
    ...limits.map((limit) => `- ${limit}`),
    "",
    `The model:   ${model.path}`,
    `             SHA-256 ${model.sha256}`,
    `The report:  ${page}`,
    "Try it:",
    ...commands.map((command) => `  ${command}`),
    "",
    `Took ${Math.round(seconds)} s.`,
  ].join("\n");
}

const picturesInARow = 4;
