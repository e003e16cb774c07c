import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { columnOf } from "./columns.ts";
import type { Column } from "./columns.ts";
import { placeOf } from "./delimited.ts";
import type { Row, Table } from "./delimited.ts";
import { labelReader } from "./labels.ts";
import type { LabelReader } from "./labels.ts";
import { quoted } from "./problem.ts";
import type { RecordProblem } from "./problem.ts";
import { textRecordFromRow } from "./text-records.ts";
import type { TextKey, TextRecord } from "./text-records.ts";

export interface TextTableFormat {
  readonly textColumn?: Column | undefined;
  readonly labelColumn?: Column | undefined;
  /** Labels of the data to labels of the plan. */
  readonly labelMap?: ReadonlyMap<string, string> | undefined;
  /** Whether the first row names the columns. Default: if a column is given by name, or the row has a name that we look for. */
  readonly header?: boolean | undefined;
}

/** What is to be read: texts with their labels, texts whose labels are passed over, or what a language model reads. */
export type TextNeed = "labelled" | "bare" | "sequence";

const customaryNames: readonly string[] = ["text", "label", "prompt", "completion"] satisfies TextKey[];

/**
 * The rows of a table as records of texts. Columns that are not given are found by their names in the header (`text`,
 * `label`, `prompt`, `completion`); of two columns the one that is left over; and of two columns without a header, the one
 * that holds the plan's labels in more than half of its rows is the label's.
 */
export function textRecordsFromTable(
  { rows: all, header: given }: Table,
  need: TextNeed,
  { labels }: Pick<Plan, "labels">,
  format: TextTableFormat,
): Result<readonly TextRecord[], readonly RecordProblem[]> {
  const [first, ...rest] = all;
  const table =
    given === undefined && first !== undefined && isHeader(first, format)
      ? { header: first, rows: rest }
      : { header: given, rows: all };
  const top = table.header ?? first;
  if (top === undefined) return ok([]);
  const columns =
    need === "sequence"
      ? sequenceColumns(table, top, format)
      : labelledColumns(table, top, need, labelReader(labels, format.labelMap), format);
  if (!columns.ok) return err([{ ...placeOf(top, 0), message: columns.error }]);
  return ok(table.rows.map((row) => textRecordFromRow(row, columns.value, table.header)));
}

function isHeader({ fields }: Row, { header, textColumn, labelColumn }: TextTableFormat): boolean {
  if (header !== undefined) return header;
  if (typeof textColumn === "string" || typeof labelColumn === "string") return true;
  return fields.some((field) => customaryNames.includes(field.trim()));
}

type Columns = Result<ReadonlyMap<TextKey, number>, string>;

function sequenceColumns(table: Table, top: Row, { textColumn }: TextTableFormat): Columns {
  const text = placeGiven(table, top, "text", textColumn);
  if (!text.ok) return text;
  const [prompt, completion] = [named(table, "prompt"), named(table, "completion")];
  if (text.value === undefined && prompt !== undefined && completion !== undefined) {
    return ok(
      new Map<TextKey, number>([
        ["prompt", prompt],
        ["completion", completion],
      ]),
    );
  }
  const place = text.value ?? (top.fields.length === 1 ? 0 : undefined);
  return place === undefined ? err(missing(table, top, "text")) : ok(new Map([["text", place]]));
}

function labelledColumns(
  table: Table,
  top: Row,
  need: "labelled" | "bare",
  labelOf: LabelReader,
  format: TextTableFormat,
): Columns {
  const texts = placeGiven(table, top, "text", format.textColumn);
  if (!texts.ok) return texts;
  const labels = placeGiven(table, top, "label", format.labelColumn);
  if (!labels.ok) return labels;
  let [text, label] = [texts.value, labels.value];
  if (top.fields.length === 1 && label === undefined) text = 0;
  if (top.fields.length === 2) {
    label ??= text === undefined ? columnOfLabels(table, labelOf) : 1 - text;
    if (label !== undefined) text ??= 1 - label;
  }
  if (text === undefined) return err(missing(table, top, "text"));
  if (need === "bare") return ok(new Map([["text", text]]));
  if (label === undefined) return err(missing(table, top, "label"));
  if (text === label)
    return err(`expected the text and its label in two columns, got column ${text} for both`);
  return ok(
    new Map<TextKey, number>([
      ["text", text],
      ["label", label],
    ]),
  );
}

/** The column that was given for a part, or whose name is the part's; undefined if there is none. */
function placeGiven(
  table: Table,
  top: Row,
  key: TextKey,
  column: Column | undefined,
): Result<number | undefined, string> {
  return column === undefined ? ok(named(table, key)) : columnOf(table, top, column, `the ${key}`);
}

function named({ header }: Table, name: string): number | undefined {
  const index = header?.fields.findIndex((field) => field.trim() === name) ?? -1;
  return index === -1 ? undefined : index;
}

/** The column of two that holds labels in more than half of the rows, if one alone does. */
function columnOfLabels({ rows }: Table, labelOf: LabelReader): number | undefined {
  const holding = [0, 1].filter((column) => {
    const known = rows.filter(({ fields }) => labelOf(fields[column] ?? "").ok).length;
    return 2 * known > rows.length;
  });
  return holding.length === 1 ? holding[0] : undefined;
}

function missing(table: Table, top: Row, key: "text" | "label"): string {
  if (table.header !== undefined) {
    const column = columnOf(table, top, key, `the ${key}`);
    if (!column.ok) return `${column.error}; say which holds the ${key}`;
  }
  const [first = "", second = ""] = top.fields;
  if (top.fields.length === 2) {
    return `expected the plan's labels in one of the 2 columns, got ${quoted(first)} and ${quoted(second)}; say which column holds the label`;
  }
  return `expected to know which of the ${top.fields.length} columns holds the ${key}; say which, or begin with a line of names`;
}
