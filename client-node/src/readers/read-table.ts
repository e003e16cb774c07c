import { basename } from "node:path";

import { inputSize } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import {
  examplesFromJsonLines,
  examplesFromTable,
  formatRecordProblems,
  inputsFromJsonLines,
  inputsFromTable,
  parseDelimited,
  parseJsonLines,
} from "@tributary/core/records";
import type { DelimitedFormat, JsonLine, RecordProblem, Row, Table } from "@tributary/core/records";
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
  const { labelColumn, labelMap, image } = format;
  return readRecords(path, {
    json(lines) {
      if (typeof labelColumn === "number") {
        throw new UserError(`${path} holds JSON lines: give the label's key by name, not ${labelColumn}.`);
      }
      return examplesFromJsonLines(lines, plan, { labelKey: labelColumn, labelMap, image });
    },
    delimited(bare) {
      const table = withHeader(bare, format.header, labelColumn ?? -1);
      const named = table.header?.fields.some((name) => name.trim() === "label") ?? false;
      const column = labelColumn ?? (named ? "label" : -1);
      return examplesFromTable(table, plan, { labelColumn: column, labelMap, image });
    },
  });
}

/** The inputs of one such file, whether it has labels or not. @throws UserError as readTable does */
export async function readInputTable(
  path: string,
  plan: Plan,
  { header, labelColumn, image }: DataFormat,
): Promise<readonly Float32Array[]> {
  const count = image === undefined ? inputSize(plan.input) : image.width * image.height * image.channels;
  return readRecords(path, {
    json: (lines) => inputsFromJsonLines(lines, plan, { image }),
    delimited(bare) {
      const labelled = bare.rows[0]?.fields.length !== count;
      const table = withHeader(bare, header, labelColumn ?? (labelled ? -1 : undefined));
      return inputsFromTable(table, plan, { labelColumn, image });
    },
  });
}

interface RecordReaders<Item> {
  json(lines: readonly JsonLine[]): Result<readonly Item[], readonly RecordProblem[]>;
  delimited(table: Table): Result<readonly Item[], readonly RecordProblem[]>;
}

async function readRecords<Item>(path: string, read: RecordReaders<Item>): Promise<readonly Item[]> {
  const text = await readText(path);
  const items = jsonLines.has(endingOf(path))
    ? accepted(path, read.json(accepted(path, oneProblem(parseJsonLines(text)))))
    : accepted(path, read.delimited(accepted(path, oneProblem(parseDelimited(text, delimitersOf(path))))));
  if (items.length === 0) {
    const why = text.trim() === "" ? "it is empty" : "it has no line but its header";
    throw new UserError(`${path} holds no example: ${why}.`);
  }
  return items;
}

function delimitersOf(path: string): DelimitedFormat {
  return { delimiter: delimiters[endingOf(path)] ?? ",", header: false };
}

function withHeader({ rows }: Table, header: boolean | undefined, label: string | number | undefined): Table {
  const [first, ...rest] = rows;
  if (first === undefined || !(header ?? looksLikeNames(first, label))) return { header: undefined, rows };
  return { header: first, rows: rest };
}

/** A line of records has numbers in every place but the label's, if there is one. */
function looksLikeNames({ fields }: Row, label: string | number | undefined): boolean {
  if (typeof label === "string") return true;
  const place = label === undefined || label >= 0 ? label : fields.length + label;
  return fields.some((field, index) => index !== place && !Number.isFinite(Number(field)));
}

function oneProblem<Value>(result: Result<Value, RecordProblem>): Result<Value, readonly RecordProblem[]> {
  return result.ok ? result : { ok: false, error: [result.error] };
}

function accepted<Value>(path: string, result: Result<Value, readonly RecordProblem[]>): Value {
  if (result.ok) return result.value;
  throw new UserError(formatRecordProblems(result.error, path));
}
