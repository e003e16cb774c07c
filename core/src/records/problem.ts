/** A place of a text. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong at one place. */
export interface RecordProblem extends Place {
  /** What was expected and what came. */
  readonly message: string;
}

/** Problems after which reading stops: a wrong column would otherwise give one for every line. */
export const mostProblems = 20;

/** `data.csv:3:5: expected a number, got "x"`, a line for each problem. */
export function formatRecordProblems(problems: readonly RecordProblem[], source: string): string {
  const lines = problems.map(({ line, column, message }) => `${source}:${line}:${column}: ${message}`);
  if (problems.length >= mostProblems)
    lines.push(`${source}: reading stopped after ${mostProblems} problems`);
  return lines.join("\n");
}

/** A text of the file as it may stand in a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

/** A value of the file as it may stand in a message. */
export function inWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : JSON.stringify(value);
}
