import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, Node } from "yaml";

import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { keyPath } from "./faults.ts";
import type { Fault } from "./faults.ts";

/** One thing that is wrong with a text. */
export interface TextProblem {
  /** The file, as it was named to parseYaml. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** `training.learningRate`, `labels[3]`; empty if the text as a whole is at fault. */
  readonly path: string;
  /** What was expected and what came. */
  readonly message: string;
}

/** `plan.yaml:3:5: cohort.goal: expected a whole number from 1 to 60000, got 0`, a line for each problem. */
export function formatProblems(problems: readonly TextProblem[]): string {
  return problems
    .map(({ source, line, column, path, message }) =>
      [`${source}:${line}:${column}`, ...(path === "" ? [] : [path]), message].join(": "),
    )
    .join("\n");
}

/**
 * What `check` makes of the value that a YAML or JSON text stands for. All problems are reported at once, in the text's
 * order.
 * @param source names the text in problems
 */
export function parseYaml<Value>(
  text: string,
  source: string,
  check: (value: unknown) => Result<Value, readonly Fault[]>,
): Result<Value, readonly TextProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = (offset: number, path: string, message: string): TextProblem => {
    // An empty text has no lines.
    const { line, col } = lines.lineStarts.length === 0 ? { line: 1, col: 1 } : lines.linePos(offset);
    return { source, line, column: col, path, message };
  };
  const inOrder = (problems: readonly TextProblem[]): readonly TextProblem[] =>
    problems.toSorted((a, b) => a.line - b.line || a.column - b.column);

  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return err(
      inOrder(syntax.map(({ code, message, pos }) => problem(pos[0], "", syntaxMessage(code, message)))),
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that multiply without bound: the library throws a ReferenceError.
    return err([problem(0, "", error instanceof Error ? error.message : String(error))]);
  }
  const checked = check(value);
  if (checked.ok) return ok(checked.value);
  return err(
    inOrder(
      checked.error.map((fault) => problem(offsetOf(document, fault), keyPath(fault.path), fault.message)),
    ),
  );
}

function syntaxMessage(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key comes a second time in its map";
  if (code === "MULTIPLE_DOCS") return "expected one document, got another that begins here";
  return message;
}

/** Where the fault lies; for a key that is missing, the nearest map around it. */
function offsetOf(document: Document, { path, key }: Fault): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const container: unknown = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    if (isMap(container)) {
      const pair = container.items.find((item) => isPair(item) && keyText(item.key) === String(step));
      if (key && depth === path.length - 1) return startOf(pair?.key) ?? offset;
      next = pair?.value;
    } else if (isSeq(container) && typeof step === "number") {
      next = container.items[step];
    }
    if (!isNode(next)) return offset;
    node = next;
    offset = startOf(next) ?? offset;
  }
  return offset;
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
