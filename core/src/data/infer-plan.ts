import type { DataPlan } from "../plan/index.ts";
import { paragraphs, textRecordsFromJsonLines, textRecordsFromTable } from "../records/index.ts";
import type { RecordProblem, Table, TextRecord } from "../records/index.ts";
import { ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";

import type { DataFormat } from "../records/index.ts";
import type { DataFiles } from "./data-files.ts";
import { readPath } from "./read-path.ts";
import { readRecords } from "./read-records.ts";
import { jsonKeys, quotesIn, textEndings } from "./read-texts.ts";

/**
 * What a plan for these texts would say, for somebody who has none yet: the labels that occur, in the order of the
 * alphabet, or none if no record has one.
 * @throws UserError naming what is at fault
 */
export async function inferPlan(files: DataFiles, path: string, format: DataFormat): Promise<DataPlan> {
  const labels = await readPath<string | undefined>(files, path, {
    endings: textEndings,
    expected: "",
    table: (file) => labelsIn(files, file, format),
    images: async () => undefined,
  });
  const known = new Set(labels.filter((label) => label !== undefined));
  return {
    labels: [...known].sort(),
    input: { kind: "text", maximumTokens: 128, template: "plain" },
  };
}

/** The label of each record, by the plan's name for it; undefined for a record that has none. */
async function labelsIn(
  files: DataFiles,
  path: string,
  format: DataFormat,
): Promise<readonly (string | undefined)[]> {
  const labelOf = (record: TextRecord): string | undefined => {
    const label = record.get("label");
    if (typeof label !== "string" && typeof label !== "number") return undefined;
    const own = String(label).trim();
    return format.labelMap?.get(own) ?? own;
  };
  return readRecords(files, path, quotesIn(path, format), {
    json: (lines) => ok(textRecordsFromJsonLines(lines, jsonKeys(path, format)).map(labelOf)),
    delimited(table) {
      const records = recordsOf(table, format);
      return records.ok ? ok(records.value.map(labelOf)) : records;
    },
    plain: (text) => ok(paragraphs(text).map(() => undefined)),
  });
}

function recordsOf(
  table: Table,
  format: DataFormat,
): Result<readonly TextRecord[], readonly RecordProblem[]> {
  const { labelMap: _, ...own } = format;
  const sequences = textRecordsFromTable(table, "sequence", { labels: [] }, own);
  const labelled = textRecordsFromTable(table, "labelled", { labels: likelyLabels(table) }, own);
  const isPrompts = sequences.ok && sequences.value[0]?.get("prompt") !== undefined;
  return labelled.ok && !isPrompts ? labelled : sequences.ok ? sequences : labelled;
}

/** What stands in that one of two columns which has fewer different fields: labels come again and again, texts do not. */
function likelyLabels({ rows }: Table): readonly string[] {
  if (rows[0]?.fields.length !== 2) return [];
  const [first, second] = ([0, 1] as const).map((column) => [
    ...new Set(rows.map(({ fields }) => (fields[column] ?? "").trim())),
  ]);
  if (first === undefined || second === undefined) return [];
  return first.length <= second.length ? first : second;
}
