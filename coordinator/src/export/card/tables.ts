import { isLanguageModel } from "@tributary/core/model";

import { bytes, percent } from "../../observe/index.ts";
import type { Scores } from "../../round/index.ts";
import type { CardFacts } from "./card-facts.ts";

/** Rounds that the card lists; of more, the last. */
const mostRounds = 100;

interface Column {
  readonly title: string;
  readonly of: (scores: Scores) => string | undefined;
  readonly gain: (before: Scores, after: Scores) => string;
}

function shareColumn(title: string, share: (scores: Scores) => number | null): Column {
  return {
    title,
    of: (scores) => {
      const value = share(scores);
      return value === null ? undefined : percent(value);
    },
    gain: (before, after) => `${signed(100 * ((share(after) ?? 0) - (share(before) ?? 0)), 1)} points`,
  };
}

const loss: Column = {
  title: "loss",
  of: (scores) => scores.loss.toFixed(4),
  gain: (before, after) => signed(after.loss - before.loss, 4),
};

const perplexity: Column = {
  title: "perplexity",
  of: (scores) => Math.exp(scores.loss).toFixed(2),
  gain: (before, after) => signed(Math.exp(after.loss) - Math.exp(before.loss), 2),
};

function signed(value: number, decimals: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(decimals)}`;
}

/** Columns for which some model has a figure. */
function columnsOf({ model, scores }: CardFacts): readonly Column[] {
  const all = isLanguageModel(model.plan.model)
    ? [loss, perplexity]
    : [
        loss,
        shareColumn("accuracy", ({ accuracy }) => accuracy),
        shareColumn("macro F1", ({ macroF1 }) => macroF1),
      ];
  return all.filter(({ of }) => [...scores.values()].some((each) => of(each) !== undefined));
}

/** The base's figures, this model's, and the gain. */
export function results(facts: CardFacts): string {
  const { model, scores } = facts;
  const [before, after] = [scores.get(0), scores.get(model.round)];
  if (before === undefined && after === undefined) return "No participant has scored this model or its base.";
  const columns = columnsOf(facts);
  const unit = isLanguageModel(model.plan.model) ? "tokens" : "examples";
  const row = (name: string, of: Scores): readonly string[] => [
    name,
    String(of.exampleCount),
    ...columns.map((column) => column.of(of) ?? "-"),
  ];
  const rows = [
    ...(before === undefined ? [] : [row("base model", before)]),
    ...(after === undefined || model.round === 0 ? [] : [row(`this model (round ${model.round})`, after)]),
  ];
  if (before !== undefined && after !== undefined && model.round > 0) {
    rows.push(["gain", "", ...columns.map(({ gain }) => gain(before, after))]);
  }
  const missing = after === undefined ? "\n\nNo participant has scored this model." : "";
  return (
    `${markdownTable(["", unit, ...columns.map(({ title }) => title)], rows)}${missing}\n\n` +
    "Each model was scored by the participants of the round that it went into, on examples of their own that they hold " +
    "back from training. Participants differ from round to round, so small differences mean nothing."
  );
}

/** Each round with who took part, how the model that it made did, and what travelled. */
export function roundTable(facts: CardFacts): string {
  const { rounds, scores } = facts;
  if (rounds.length === 0) return "No round has trained this model.";
  const columns = columnsOf(facts);
  const shown = rounds.slice(-mostRounds);
  const rows = shown.map(({ round, participants, bytesUp, bytesDown }) => {
    const of = scores.get(round);
    const figures = columns.map((column) => (of === undefined ? undefined : column.of(of)) ?? "-");
    return [String(round), String(participants), ...figures, bytes(bytesUp), bytes(bytesDown)];
  });
  const cut = shown.length < rounds.length ? `The last ${shown.length} of ${rounds.length} rounds:\n\n` : "";
  return (
    cut + markdownTable(["round", "participants", ...columns.map(({ title }) => title), "up", "down"], rows)
  );
}

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
