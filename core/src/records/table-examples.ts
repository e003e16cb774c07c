import type { NumericExample } from "../participant/index.ts";
import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { columnOf } from "./columns.ts";
import type { Column } from "./columns.ts";
import { placeOf } from "./delimited.ts";
import type { Row, Table } from "./delimited.ts";
import { labelReader } from "./labels.ts";
import { mostProblems, quoted } from "./problem.ts";
import type { RecordProblem } from "./problem.ts";
import { valueReader } from "./value-reader.ts";
import type { PixelFormat } from "./value-reader.ts";

export interface TableFormat {
  readonly labelColumn: Column;
  /** Labels of the data to labels of the plan. */
  readonly labelMap?: ReadonlyMap<string, string> | undefined;
  /** How the other columns make up an image, where the plan's input is one. */
  readonly image?: PixelFormat | undefined;
}

/**
 * Examples from a table. Features are the columns that the plan names, in its order; without names, and for an image's
 * pixels, every column but the label's. At most `mostProblems` problems are gathered before it gives up.
 */
export function examplesFromTable(
  table: Table,
  { input, labels }: Pick<Plan, "input" | "labels">,
  format: TableFormat,
): Result<readonly NumericExample[], readonly RecordProblem[]> {
  const top = table.header ?? table.rows[0];
  if (top === undefined) return ok([]);
  const labelColumn = columnOf(table, top, format.labelColumn, "the label");
  if (!labelColumn.ok) return err([problem(top, 0, labelColumn.error)]);
  const labelOf = labelReader(labels, format.labelMap);
  return readRows(
    table,
    input,
    { labelColumn: labelColumn.value, image: format.image },
    (row) => {
      const label = labelOf(row.fields[labelColumn.value] ?? "");
      return label.ok ? label : err(problem(row, labelColumn.value, label.error));
    },
    (label, values) => ({ values, label }),
  );
}

/**
 * What a table says of examples that may have no label: the columns as in examplesFromTable, a label's passed over. Without
 * a label's column given there is one if the header has `label`, or if there is one column more than the plan's input has.
 */
export function inputsFromTable(
  table: Table,
  { input }: Pick<Plan, "input">,
  format: {
    readonly labelColumn?: TableFormat["labelColumn"] | undefined;
    readonly image?: PixelFormat | undefined;
  },
): Result<readonly Float32Array[], readonly RecordProblem[]> {
  const top = table.header ?? table.rows[0];
  if (top === undefined) return ok([]);
  const named = table.header?.fields.some((name) => name.trim() === "label") ?? false;
  const labelColumn = format.labelColumn ?? (named ? "label" : undefined);
  const found = labelColumn === undefined ? undefined : columnOf(table, top, labelColumn, "the label");
  if (found?.ok === false) return err([problem(top, 0, found.error)]);
  const reader = valueReader(input, format.image);
  const last = reader.ok && top.fields.length === reader.value.count + 1 ? top.fields.length - 1 : undefined;
  return readRows(
    table,
    input,
    { labelColumn: found?.value ?? last, image: format.image },
    () => ok(undefined),
    (_, values) => values,
  );
}

function problem(row: Row, field: number, message: string): RecordProblem {
  return { ...placeOf(row, field), message };
}

/** @param own what is read of a row beside its numbers; @param made joins the two */
function readRows<Own, Made>(
  table: Table,
  input: Plan["input"],
  {
    labelColumn,
    image,
  }: { readonly labelColumn: number | undefined; readonly image: PixelFormat | undefined },
  own: (row: Row) => Result<Own, RecordProblem>,
  made: (own: Own, values: Float32Array) => Made,
): Result<readonly Made[], readonly RecordProblem[]> {
  const top = table.header ?? table.rows[0];
  if (top === undefined) return ok([]);
  const reader = valueReader(input, image);
  if (!reader.ok) return err([problem(top, 0, reader.error)]);
  const names = input.kind === "features" ? input.columns : undefined;
  const columns = names === undefined ? ok(othersThan(top, labelColumn)) : columnsOf(table, top, names);
  if (!columns.ok) return err(columns.error.map((message) => problem(top, 0, message)));
  if (columns.value.length !== reader.value.count) {
    const beside = labelColumn === undefined ? "" : " beside the label's";
    const message = `expected ${reader.value.count} columns${beside}, got ${columns.value.length}`;
    return err([problem(top, 0, message)]);
  }

  const items: Made[] = [];
  const problems: RecordProblem[] = [];
  for (const row of table.rows) {
    if (problems.length >= mostProblems) break;
    const before = problems.length;
    const numbers = columns.value.map((field) => {
      const number = numberOf(row.fields[field] ?? "");
      if (!number.ok) problems.push(problem(row, field, number.error));
      return number.ok ? number.value : 0;
    });
    const beside = own(row);
    if (!beside.ok) problems.push(beside.error);
    if (problems.length > before) continue;
    const values = reader.value.read(numbers);
    if (!values.ok) problems.push(problem(row, columns.value[values.error.index] ?? 0, values.error.message));
    else if (beside.ok) items.push(made(beside.value, values.value));
  }
  return problems.length === 0 ? ok(items) : err(problems.slice(0, mostProblems));
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function numberOf(field: string): Result<number, string> {
  const text = field.trim();
  if (text === "") return err("expected a number, got nothing");
  const value = decimal.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? ok(value) : err(`expected a number, got ${quoted(text)}`);
}

function othersThan(row: Row, column: number | undefined): readonly number[] {
  return row.fields.map((_, index) => index).filter((index) => index !== column);
}

function columnsOf(
  table: Table,
  top: Row,
  names: readonly string[],
): Result<readonly number[], readonly string[]> {
  const indexes: number[] = [];
  const faults: string[] = [];
  for (const name of names) {
    const column = columnOf(table, top, name, "a feature");
    if (column.ok) indexes.push(column.value);
    else if (faults.length < mostProblems) faults.push(column.error);
    // Without a header each name would give the same sentence.
    if (table.header === undefined) break;
  }
  return faults.length === 0 ? ok(indexes) : err(faults);
}
