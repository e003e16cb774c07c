import { classMetrics, perplexityOf, pointsInWords, signed, writePerplexity } from "@tributary/core/metrics";
import { isLanguageModel } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";

import { bytes, percent } from "../../observe/index.ts";
import type { Scores } from "../../round/index.ts";
import { keptPart } from "../kept-part.ts";
import type { CardFacts } from "./card-facts.ts";

/** Rounds that the card lists; of more, the last. */
const mostRounds = 100;

interface Column {
  readonly title: string;
  readonly value: (scores: Scores) => number | null;
  readonly write: (value: number) => string;
  readonly writeGain: (difference: number) => string;
}

function shareColumn(title: string, value: Column["value"]): Column {
  return { title, value, write: percent, writeGain: (difference) => `${pointsInWords(difference)} points` };
}

const columns: readonly Column[] = [
  {
    title: "loss",
    value: ({ loss }) => loss,
    write: (loss) => loss.toFixed(4),
    writeGain: (difference) => signed(difference, (size) => size.toFixed(4)),
  },
  {
    title: "perplexity",
    value: ({ loss, accuracy }) => (accuracy === null ? perplexityOf(loss) : null),
    write: writePerplexity,
    writeGain: (difference) => signed(difference, writePerplexity),
  },
  shareColumn("accuracy", ({ accuracy }) => accuracy),
  shareColumn("macro F1", ({ macroF1 }) => macroF1),
  shareColumn("weighted F1", ({ weightedF1 }) => weightedF1),
];

/** Columns for which some model has a figure. */
function columnsOf({ scores }: CardFacts): readonly Column[] {
  return columns.filter(({ value }) => [...scores.values()].some((each) => value(each) !== null));
}

function cell({ value, write }: Column, scores: Scores | undefined): string {
  const figure = scores === undefined ? null : value(scores);
  return figure === null ? "-" : write(figure);
}

function gain({ value, writeGain }: Column, before: Scores, after: Scores): string {
  const [from, to] = [value(before), value(after)];
  return from === null || to === null ? "-" : writeGain(to - from);
}

/** The base's figures, this model's, and the gain. */
export function results(facts: CardFacts): string {
  const { model, scores } = facts;
  const [before, after] = [scores.get(0), scores.get(model.round)];
  if (before === undefined && after === undefined) return "No participant has scored this model or its base.";
  const shown = columnsOf(facts);
  const unit = isLanguageModel(model.plan.model) ? "tokens" : "examples";
  const row = (name: string, of: Scores): readonly string[] => [
    name,
    String(of.exampleCount),
    ...shown.map((column) => cell(column, of)),
  ];
  const rows = [
    ...(before === undefined ? [] : [row("base model", before)]),
    ...(after === undefined || model.round === 0 ? [] : [row(`this model (round ${model.round})`, after)]),
  ];
  if (before !== undefined && after !== undefined && model.round > 0) {
    rows.push(["gain", "", ...shown.map((column) => gain(column, before, after))]);
  }
  const missing = after === undefined ? "\n\nNo participant has scored this model." : "";
  return [
    `${markdownTable(["", unit, ...shown.map(({ title }) => title)], rows)}${missing}`,
    ...(after === undefined || after.perClass.length === 0 ? [] : [labelTable(after)]),
    "Each model was scored by the participants of the round that it went into, on examples of their own that they hold " +
      "back from training. Participants differ from round to round, so small differences mean nothing." +
      ownPart(model.plan),
  ].join("\n\n");
}

function ownPart(plan: Plan): string {
  const what = keptPart(plan);
  return what === undefined
    ? ""
    : ` Each of them was scored with the ${what} that it kept to itself: the figures are not those of this model alone.`;
}

/** How the model does on each label. */
function labelTable({ perClass }: Scores): string {
  const rows = perClass
    .map(classMetrics)
    .map(({ label, exampleCount, precision, recall, f1 }) => [
      inCell(label),
      String(exampleCount),
      ...[precision, recall, f1].map(percent),
    ]);
  return markdownTable(["label", "examples", "precision", "recall", "F1"], rows);
}

function inCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Each round with who took part, how the model that it made did, and what travelled. */
export function roundTable(facts: CardFacts): string {
  const { rounds, scores } = facts;
  if (rounds.length === 0) return "No round has trained this model.";
  const titles = columnsOf(facts);
  const shown = rounds.slice(-mostRounds);
  const rows = shown.map(({ round, participants, bytesUp, bytesDown }) => {
    const figures = titles.map((column) => cell(column, scores.get(round)));
    return [String(round), String(participants), ...figures, bytes(bytesUp), bytes(bytesDown)];
  });
  const cut = shown.length < rounds.length ? `The last ${shown.length} of ${rounds.length} rounds:\n\n` : "";
  return (
    cut + markdownTable(["round", "participants", ...titles.map(({ title }) => title), "up", "down"], rows)
  );
}

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
