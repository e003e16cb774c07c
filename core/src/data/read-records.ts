import { formatRecordProblems, parseDelimited, parseJsonLines } from "../records/index.ts";
import type { JsonLine, RecordProblem, Table } from "../records/index.ts";
import type { Result } from "../support/index.ts";
import { UserError } from "../support/index.ts";

import { endingOf, textOf } from "./data-files.ts";
import type { DataFiles } from "./data-files.ts";

const delimiters: Readonly<Record<string, string>> = { csv: ",", tsv: "\t" };
const jsonLines: ReadonlySet<string> = new Set(["jsonl", "ndjson"]);

export const tableEndings: readonly string[] = [...Object.keys(delimiters), ...jsonLines];

/** What is made of the records of a file, by its kind. */
export interface RecordReaders<Item> {
  /** Of a table whose first row may be a header. */
  delimited(table: Table): Result<readonly Item[], readonly RecordProblem[]>;
  json(lines: readonly JsonLine[]): Result<readonly Item[], readonly RecordProblem[]>;
  /** Of plain text; without it there is no such file. */
  plain?(text: string): Result<readonly Item[], readonly RecordProblem[]>;
}

/** The records of one file. @throws UserError naming the file, the lines and the columns at fault */
export async function readRecords<Item>(
  files: DataFiles,
  path: string,
  quotes: boolean,
  read: RecordReaders<Item>,
): Promise<readonly Item[]> {
  const text = textOf(path, await files.readBytes(path));
  const items = accepted(path, recordsOf(path, text, quotes, read));
  if (items.length === 0) {
    const why = text.trim() === "" ? "it is empty" : "it has no line but its header";
    throw new UserError(`${path} holds no example: ${why}.`);
  }
  return items;
}

function recordsOf<Item>(
  path: string,
  text: string,
  quotes: boolean,
  read: RecordReaders<Item>,
): Result<readonly Item[], readonly RecordProblem[]> {
  const ending = endingOf(path);
  if (jsonLines.has(ending)) return read.json(accepted(path, oneProblem(parseJsonLines(text))));
  const delimiter = delimiters[ending];
  if (delimiter === undefined && read.plain !== undefined) return read.plain(text);
  const format = { delimiter: delimiter ?? ",", header: false, quotes };
  return read.delimited(accepted(path, oneProblem(parseDelimited(text, format))));
}

function oneProblem<Value>(result: Result<Value, RecordProblem>): Result<Value, readonly RecordProblem[]> {
  return result.ok ? result : { ok: false, error: [result.error] };
}

function accepted<Value>(path: string, result: Result<Value, readonly RecordProblem[]>): Value {
  if (result.ok) return result.value;
  throw new UserError(formatRecordProblems(result.error, path));
}
