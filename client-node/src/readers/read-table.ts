import { basename } from "node:path";

import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import {
  examplesFromJsonLines,
  examplesFromTable,
  formatRecordProblems,
  parseDelimited,
  parseJsonLines,
} from "@tributary/core/records";
import type { RecordProblem, Row, Table } from "@tributary/core/records";
import type { Result } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";

import type { DataFormat } from "./data-format.ts";
import { readText } from "./read-text.ts";

const delimiters: Readonly<Record<string, string>> = { csv: ",", tsv: "\t" };
const jsonLines: ReadonlySet<string> = new Set(["jsonl", "ndjson"]);

export const tableEndings = [...Object.keys(delimiters), ...jsonLines];

/** The ending of a file's name, in lower case; empty if it has none. */
export function endingOf(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** Whether a file's name says that it holds records. */
export function isTable(path: string): boolean {
  return tableEndings.includes(endingOf(path));
}

/** Examples of one CSV, TSV or JSONL file. @throws UserError naming the file, the lines and the columns at fault */
export async function readTable(path: string, plan: Plan, format: DataFormat): Promise<readonly Example[]> {
  const text = await readText(path);
  const examples = jsonLines.has(endingOf(path))
    ? readJson(path, text, plan, format)
    : readDelimited(path, text, delimiters[endingOf(path)] ?? ",", plan, format);
  if (examples.length === 0) throw new UserError(`${path} holds no example: it has no line but its header.`);
  return examples;
}

function readJson(path: string, text: string, plan: Plan, format: DataFormat): readonly Example[] {
  if (typeof format.labelColumn === "number") {
    throw new UserError(`${path} holds JSON lines: give the label's key by name, not ${format.labelColumn}.`);
  }
  const lines = accepted(path, oneProblem(parseJsonLines(text)));
  const { labelColumn: labelKey, labelMap, image } = format;
  return accepted(path, examplesFromJsonLines(lines, plan, { labelKey, labelMap, image }));
}

function readDelimited(
  path: string,
  text: string,
  delimiter: string,
  plan: Plan,
  format: DataFormat,
): readonly Example[] {
  const bare = accepted(path, oneProblem(parseDelimited(text, { delimiter, header: false })));
  const table = withHeader(bare, format);
  const named = table.header?.fields.some((name) => name.trim() === "label") ?? false;
  const labelColumn = format.labelColumn ?? (named ? "label" : -1);
  return accepted(
    path,
    examplesFromTable(table, plan, { labelColumn, labelMap: format.labelMap, image: format.image }),
  );
}

function withHeader({ rows }: Table, { header, labelColumn }: DataFormat): Table {
  const [first, ...rest] = rows;
  if (first === undefined || !(header ?? looksLikeNames(first, labelColumn)))
    return { header: undefined, rows };
  return { header: first, rows: rest };
}

/** A line of records has numbers in every place but the label's. */
function looksLikeNames({ fields }: Row, labelColumn: string | number | undefined): boolean {
  if (typeof labelColumn === "string") return true;
  const label = labelColumn ?? -1;
  const place = label < 0 ? fields.length + label : label;
  return fields.some((field, index) => index !== place && !Number.isFinite(Number(field)));
}

function oneProblem<Value>(result: Result<Value, RecordProblem>): Result<Value, readonly RecordProblem[]> {
  return result.ok ? result : { ok: false, error: [result.error] };
}

function accepted<Value>(path: string, result: Result<Value, readonly RecordProblem[]>): Value {
  if (result.ok) return result.value;
  throw new UserError(formatRecordProblems(result.error, path));
}
