import { valueAt } from "../yaml/index.ts";
import { placeOf } from "./delimited.ts";
import type { Row } from "./delimited.ts";
import type { JsonLine } from "./json-lines.ts";
import { jsonOffset } from "./json-places.ts";
import type { JsonPath } from "./json-places.ts";
import { quoted } from "./problem.ts";
import type { Place } from "./problem.ts";

/** What a record of texts may hold. */
export type TextKey = "text" | "label" | "prompt" | "completion" | "messages";

/** One record, whatever kind of file it is from and whatever that calls its parts. */
export interface TextRecord {
  /** undefined if it has no such part. */
  get(key: TextKey): unknown;
  /** What the file calls it, for a message. */
  nameOf(key: TextKey): string;
  /** Where a part begins, or a value in it; of the nearest value around it that exists. */
  placeOf(path: readonly [TextKey, ...JsonPath]): Place;
}

/** Lines of JSON as records of texts. @param keys other names than the parts' own */
export function textRecordsFromJsonLines(
  lines: readonly JsonLine[],
  keys: { readonly text?: string | undefined; readonly label?: string | undefined } = {},
): readonly TextRecord[] {
  const names: Readonly<Partial<Record<TextKey, string | undefined>>> = keys;
  const nameOf = (key: TextKey): string => names[key] ?? key;
  return lines.map(({ line, text, value }) => ({
    get: (key) => valueAt(value, [nameOf(key)]),
    nameOf: (key) => quoted(nameOf(key)),
    placeOf: ([key, ...rest]) => ({ line, column: jsonOffset(text, [nameOf(key), ...rest]) + 1 }),
  }));
}

/** A row as a record of texts, of which `columns` says where each part stands. */
export function textRecordFromRow(
  row: Row,
  columns: ReadonlyMap<TextKey, number>,
  header: Row | undefined,
): TextRecord {
  const columnOf = (key: TextKey): number => columns.get(key) ?? -1;
  return {
    get: (key) => row.fields[columnOf(key)],
    nameOf(key) {
      const name = header?.fields[columnOf(key)];
      return name === undefined ? `column ${columnOf(key)}` : quoted(name.trim());
    },
    placeOf: ([key]) => placeOf(row, columnOf(key)),
  };
}
