import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { Place, RecordProblem } from "./problem.ts";

// CSV as RFC 4180 has it, with any delimiter of one character, so that TSV is the same with a tab. Libraries
// were looked at: none gives the line and the column of a field, without which no message could point at it.

export interface DelimitedFormat {
  /** One character; the usual ones are "," and "\t". */
  readonly delimiter: string;
  /** Whether the first record names the columns. */
  readonly header: boolean;
  /** Whether a field may stand in double quotes (default); else a quote is a character as any other, as in IANA's TSV. */
  readonly quotes?: boolean | undefined;
}

/** A record and where each of its fields begins. */
export interface Row {
  readonly fields: readonly string[];
  /** Line and column of each field, from 1: line, column, line, column... */
  readonly places: Uint32Array;
}

/** Rows of equally many fields, in the text's order. */
export interface Table {
  readonly header: Row | undefined;
  readonly rows: readonly Row[];
}

/** Where a field begins; for a row without such a field, where the row begins. */
export function placeOf(row: Row, field: number): Place {
  return {
    line: row.places[2 * field] ?? row.places[0] ?? 1,
    column: row.places[2 * field + 1] ?? row.places[1] ?? 1,
  };
}

/**
 * Reads records. A field that begins with a double quote ends with the next one that is not doubled, and may hold
 * delimiters and line ends; lines end with LF, CRLF or CR; empty lines and a byte order mark are left out.
 * @throws RangeError if the delimiter is not one character that can delimit.
 */
export function parseDelimited(
  text: string,
  { delimiter, header, quotes = true }: DelimitedFormat,
): Result<Table, RecordProblem> {
  if (delimiter.length !== 1 || '"\r\n'.includes(delimiter)) {
    throw new RangeError(`${JSON.stringify(delimiter)} cannot delimit fields`);
  }
  const rows: Row[] = [];
  const reader = fieldReader(text, delimiter, quotes);
  while (!reader.atEnd()) {
    const row = reader.row();
    if (!row.ok) return row;
    if (row.value === undefined) continue;
    const first = rows[0] ?? row.value;
    const [wanted, got] = [first.fields.length, row.value.fields.length];
    if (wanted !== got) {
      const { line } = placeOf(first, 0);
      const place = placeOf(row.value, got > wanted ? wanted : got - 1);
      const fields = (count: number): string => `${count} field${count === 1 ? "" : "s"}`;
      return err({
        ...place,
        message: `expected ${fields(wanted)}, as line ${line} has, got ${fields(got)}`,
      });
    }
    rows.push(row.value);
  }
  return ok(header ? { header: rows[0], rows: rows.slice(1) } : { header: undefined, rows });
}

interface FieldReader {
  atEnd(): boolean;
  /** The next record; undefined for an empty line. */
  row(): Result<Row | undefined, RecordProblem>;
}

function fieldReader(text: string, delimiter: string, quotes: boolean): FieldReader {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  let lineStart = at;

  /** Goes past a line end if one is here. */
  const lineEnd = (): boolean => {
    const character = text[at];
    if (character !== "\n" && character !== "\r") return false;
    at += character === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line++;
    lineStart = at;
    return true;
  };

  const plain = (): string => {
    const begin = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
    return text.slice(begin, at);
  };

  const inQuotes = (): Result<string, RecordProblem> => {
    const opened = { line, column: at - lineStart + 1 };
    at++;
    let begin = at;
    let field = "";
    while (at < text.length) {
      if (text[at] !== '"') {
        if (!lineEnd()) at++;
      } else if (text[at + 1] === '"') {
        field += text.slice(begin, at + 1);
        at += 2;
        begin = at;
      } else {
        field += text.slice(begin, at);
        at++;
        const next = text[at];
        if (next === undefined || next === delimiter || next === "\n" || next === "\r") return ok(field);
        const message = `expected a delimiter or the line's end after the closing quote, got ${JSON.stringify(next)}; a quote inside a quoted field is doubled`;
        return err({ line, column: at - lineStart + 1, message });
      }
    }
    return err({ ...opened, message: "this quote is never closed" });
  };

  return {
    atEnd: () => at >= text.length,
    row() {
      if (lineEnd()) return ok(undefined);
      const fields: string[] = [];
      const places: number[] = [];
      for (;;) {
        places.push(line, at - lineStart + 1);
        if (quotes && text[at] === '"') {
          const field = inQuotes();
          if (!field.ok) return field;
          fields.push(field.value);
        } else {
          fields.push(plain());
        }
        if (text[at] === delimiter) {
          at++;
        } else {
          lineEnd();
          return ok({ fields, places: Uint32Array.from(places) });
        }
      }
    },
  };
}
