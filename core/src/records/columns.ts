import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { Row, Table } from "./delimited.ts";
import { quoted } from "./problem.ts";

/** A column by its name, or by its place from 0; from the end, as -1 for the last, if negative. */
export type Column = string | number;

/** The place of a column, from 0; `what` says what is looked for there. */
export function columnOf({ header }: Table, top: Row, column: Column, what: string): Result<number, string> {
  if (typeof column === "number") {
    const index = column < 0 ? top.fields.length + column : column;
    if (Number.isInteger(index) && index >= 0 && index < top.fields.length) return ok(index);
    return err(`expected ${what} in column ${column}, but there are ${top.fields.length} columns`);
  }
  if (header === undefined) {
    return err(
      `expected a header line that names the column ${quoted(column)}, but the file is read without one`,
    );
  }
  const names = header.fields.map((name) => name.trim());
  const index = names.indexOf(column);
  if (index !== -1 && names.includes(column, index + 1)) {
    return err(`the column ${quoted(column)} comes twice in the header`);
  }
  if (index !== -1) return ok(index);
  const near = nearest(column, names);
  const listed = names.length > 12 ? `${names.slice(0, 12).join(", ")}, ...` : names.join(", ");
  const advice = near === undefined ? `the columns are ${listed}` : `did you mean ${quoted(near)}?`;
  return err(`there is no column ${quoted(column)}; ${advice}`);
}
