import type { SequenceExample, TextExample } from "../participant/index.ts";
import type { DataPlan, Plan } from "../plan/index.ts";
import {
  bareTexts,
  paragraphs,
  sequenceExamples,
  textExamples,
  textRecordsFromJsonLines,
  textRecordsFromTable,
} from "../records/index.ts";
import type { RecordProblem, Table, TextNeed, TextRecord } from "../records/index.ts";
import { ok, UserError } from "../support/index.ts";
import type { Result } from "../support/index.ts";

import type { DataFormat } from "../records/index.ts";
import { endingOf } from "./data-files.ts";
import type { DataFiles } from "./data-files.ts";
import { readRecords, tableEndings } from "./read-records.ts";

/** The plan's input where it is text. */
export type TextInput = Extract<Plan["input"], { readonly kind: "text" }>;

export const textEndings: readonly string[] = [...tableEndings, "txt"];

/**
 * Examples of one file of texts: with the plan's labels, or, where the plan has none, what a language model learns from. Of
 * plain text each paragraph is one.
 * @throws UserError naming the file, the lines and the columns at fault
 */
export async function readTextFile(
  files: DataFiles,
  path: string,
  { labels }: DataPlan,
  { template }: TextInput,
  format: DataFormat,
): Promise<readonly (TextExample | SequenceExample)[]> {
  if (labels.length === 0) {
    return readFile<SequenceExample>(files, path, "sequence", labels, format, {
      records: (records) => sequenceExamples(records, template),
      plain: (text) => paragraphs(text).map((own) => ({ parts: [{ text: own, learned: true }] })),
    });
  }
  return readFile<TextExample>(files, path, "labelled", labels, format, {
    records: (records) => textExamples(records, { labels }, format.labelMap),
    plain() {
      throw new UserError(
        `${path} is plain text, which has no labels; give a CSV, TSV or JSONL file with texts and labels.`,
      );
    },
  });
}

/** The texts of one such file, whether they have labels or not. @throws UserError as readTextFile does */
export async function readBareTexts(
  files: DataFiles,
  path: string,
  { labels }: DataPlan,
  format: DataFormat,
): Promise<readonly string[]> {
  return readFile(files, path, "bare", labels, format, { records: bareTexts, plain: paragraphs });
}

interface TextReaders<Item> {
  records(records: readonly TextRecord[]): Result<readonly Item[], readonly RecordProblem[]>;
  plain(text: string): readonly Item[];
}

async function readFile<Item>(
  files: DataFiles,
  path: string,
  need: TextNeed,
  labels: readonly string[],
  format: DataFormat,
  read: TextReaders<Item>,
): Promise<readonly Item[]> {
  if (format.image !== undefined)
    throw new UserError(`${path} is to hold texts, as the plan's input says; give no image size.`);
  return readRecords(files, path, quotesIn(path, format), {
    json: (lines) => read.records(textRecordsFromJsonLines(lines, jsonKeys(path, format))),
    delimited(table: Table) {
      const records = textRecordsFromTable(table, need, { labels }, format);
      return records.ok ? read.records(records.value) : records;
    },
    plain: (text) => ok(read.plain(text)),
  });
}

/** Whether fields may be quoted. Messages begin with quotes that nothing closes, and TSV as IANA has it knows no quoting. */
export function quotesIn(path: string, { quotes }: DataFormat): boolean {
  return quotes ?? endingOf(path) !== "tsv";
}

/** The keys of a text and its label in JSON lines, where the user gave any. @throws UserError if one is a place */
export function jsonKeys(
  path: string,
  { textColumn: text, labelColumn: label }: DataFormat,
): { readonly text: string | undefined; readonly label: string | undefined } {
  if (typeof text !== "number" && typeof label !== "number") return { text, label };
  const [what, place] = typeof text === "number" ? ["text", text] : ["label", label];
  throw new UserError(`${path} holds JSON lines: give the ${what}'s key by name, not ${place}.`);
}
