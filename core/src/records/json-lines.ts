import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { jsonFault } from "./json-places.ts";
import type { RecordProblem } from "./problem.ts";

/** An object on a line of its own. */
export interface JsonLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Reads a JSON object from each line; empty lines and a byte order mark are left out. */
export function parseJsonLines(text: string): Result<readonly JsonLine[], RecordProblem> {
  const records: JsonLine[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (content.trim() === "") continue;
    const line = index + 1;
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch {
      const at = jsonFault(content) ?? 0;
      const got = at < content.length ? JSON.stringify(content[at]) : "the line's end";
      return err({ line, column: at + 1, message: `the line is not JSON: ${got} is not expected here` });
    }
    if (!isObject(value)) {
      return err({
        line,
        column: 1,
        message: 'expected an object, such as {"values": [1, 2], "label": "a"}',
      });
    }
    records.push({ line, text: content, value });
  }
  return ok(records);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
