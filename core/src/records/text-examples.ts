import type { TextExample } from "../participant/index.ts";
import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { JsonPath } from "./json-places.ts";
import { labelReader } from "./labels.ts";
import { inWords, mostProblems } from "./problem.ts";
import type { RecordProblem } from "./problem.ts";
import type { TextKey, TextRecord } from "./text-records.ts";

/** What is wrong in a record. */
export interface Fault {
  readonly path: readonly [TextKey, ...JsonPath];
  readonly message: string;
}

/**
 * Texts to be classified and their labels, text or a number each. At most `mostProblems` problems are gathered before it
 * gives up.
 */
export function textExamples(
  records: readonly TextRecord[],
  { labels }: Pick<Plan, "labels">,
  labelMap?: ReadonlyMap<string, string>,
): Result<readonly TextExample[], readonly RecordProblem[]> {
  const labelOf = labelReader(labels, labelMap);
  return readTextRecords(records, (record) => {
    const text = textAt(record, "text");
    const label = record.get("label");
    const index =
      typeof label === "string" || typeof label === "number"
        ? labelOf(String(label))
        : err(`expected a label at ${record.nameOf("label")}, got ${inWords(label)}`);
    if (text.ok && index.ok) return ok({ text: text.value, label: index.value });
    return err([
      ...(text.ok ? [] : text.error),
      ...(index.ok ? [] : [{ path: ["label"], message: index.error } as const]),
    ]);
  });
}

/** The texts alone; labels may be there, and are passed over. */
export function bareTexts(
  records: readonly TextRecord[],
): Result<readonly string[], readonly RecordProblem[]> {
  return readTextRecords(records, (record) => textAt(record, "text"));
}

/** Reads record after record, until there are too many problems. */
export function readTextRecords<Made>(
  records: readonly TextRecord[],
  read: (record: TextRecord) => Result<Made, readonly Fault[]>,
): Result<readonly Made[], readonly RecordProblem[]> {
  const items: Made[] = [];
  const problems: RecordProblem[] = [];
  for (const record of records) {
    if (problems.length >= mostProblems) break;
    const made = read(record);
    if (made.ok) items.push(made.value);
    else for (const { path, message } of made.error) problems.push({ ...record.placeOf(path), message });
  }
  return problems.length === 0 ? ok(items) : err(problems.slice(0, mostProblems));
}

/** A part that must be a text with more in it than white space. */
export function textAt(record: TextRecord, key: TextKey): Result<string, readonly Fault[]> {
  const value = record.get(key);
  const problem = textProblem(value);
  if (problem === undefined && typeof value === "string") {
    if (value.trim() !== "") return ok(value);
    return err([{ path: [key], message: `expected a text at ${record.nameOf(key)}, got an empty one` }]);
  }
  return err([{ path: [key], message: `expected a text at ${record.nameOf(key)}, got ${problem}` }]);
}

/** What a value is, in words, if it is no text that UTF-8 can carry. */
export function textProblem(value: unknown): string | undefined {
  if (typeof value !== "string") return inWords(value);
  return /\p{Surrogate}/u.test(value) ? "one with half of a surrogate pair" : undefined;
}
