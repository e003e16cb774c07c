import type { NumericExample } from "../participant/index.ts";
import type { Plan } from "../plan/index.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { valueAt } from "../yaml/index.ts";
import type { JsonLine } from "./json-lines.ts";
import { jsonOffset } from "./json-places.ts";
import type { JsonPath } from "./json-places.ts";
import { labelReader } from "./labels.ts";
import { inWords, mostProblems, quoted } from "./problem.ts";
import type { RecordProblem } from "./problem.ts";
import { valueReader } from "./value-reader.ts";
import type { PixelFormat } from "./value-reader.ts";

export interface JsonFormat {
  /** The label's key; default: `label`. */
  readonly labelKey?: string | undefined;
  /** Labels of the data to labels of the plan. */
  readonly labelMap?: ReadonlyMap<string, string> | undefined;
  /** How `values` make up an image, where the plan's input is one. */
  readonly image?: PixelFormat | undefined;
}

/**
 * Examples from JSON lines: the numbers are the list `values`, or, in a line that has none, the keys that the plan's
 * columns name. A label is text or a number. At most `mostProblems` problems are gathered before it gives up.
 */
export function examplesFromJsonLines(
  lines: readonly JsonLine[],
  { input, labels }: Pick<Plan, "input" | "labels">,
  format: JsonFormat = {},
): Result<readonly NumericExample[], readonly RecordProblem[]> {
  const labelKey = format.labelKey ?? "label";
  const labelOf = labelReader(labels, format.labelMap);
  return readLines(
    lines,
    input,
    format.image,
    (value) => {
      const label = valueAt(value, [labelKey]);
      const index =
        typeof label === "string" || typeof label === "number"
          ? labelOf(String(label))
          : err(`expected a label at ${quoted(labelKey)}, got ${inWords(label)}`);
      return index.ok ? index : err({ path: [labelKey], message: index.error });
    },
    (label, values) => ({ values, label }),
  );
}

/** What JSON lines say of examples that may have no label: the numbers as in examplesFromJsonLines, and nothing else is read. */
export function inputsFromJsonLines(
  lines: readonly JsonLine[],
  { input }: Pick<Plan, "input">,
  format: Pick<JsonFormat, "image"> = {},
): Result<readonly Float32Array[], readonly RecordProblem[]> {
  return readLines(
    lines,
    input,
    format.image,
    () => ok(undefined),
    (_, values) => values,
  );
}

interface Fault {
  readonly path: JsonPath;
  readonly message: string;
}

/** @param own what is read of a line beside its numbers; @param made joins the two */
function readLines<Own, Made>(
  lines: readonly JsonLine[],
  input: Plan["input"],
  image: PixelFormat | undefined,
  own: (value: JsonLine["value"]) => Result<Own, Fault>,
  made: (own: Own, values: Float32Array) => Made,
): Result<readonly Made[], readonly RecordProblem[]> {
  const [top] = lines;
  if (top === undefined) return ok([]);
  const reader = valueReader(input, image);
  if (!reader.ok) return err([{ line: top.line, column: 1, message: reader.error }]);
  const names = input.kind === "features" ? input.columns : undefined;
  const items: Made[] = [];
  const problems: RecordProblem[] = [];
  for (const { line, text, value } of lines) {
    if (problems.length >= mostProblems) break;
    const before = problems.length;
    const report = (path: JsonPath, message: string): void => {
      problems.push({ line, column: jsonOffset(text, path) + 1, message });
    };
    const paths = pathsOf(value, names, reader.value.count);
    if (!paths.ok) {
      report(paths.error.path, paths.error.message);
      continue;
    }
    const numbers = paths.value.map((path) => {
      const number = valueAt(value, path);
      if (typeof number === "number" && Number.isFinite(number)) return number;
      report(path, `expected a number${describePlace(path)}, got ${inWords(number)}`);
      return 0;
    });
    const beside = own(value);
    if (!beside.ok) report(beside.error.path, beside.error.message);
    if (problems.length > before) continue;
    const values = reader.value.read(numbers);
    if (!values.ok) report(paths.value[values.error.index] ?? [], values.error.message);
    else if (beside.ok) items.push(made(beside.value, values.value));
  }
  return problems.length === 0 ? ok(items) : err(problems.slice(0, mostProblems));
}

/** Where a record's numbers are. */
function pathsOf(
  record: JsonLine["value"],
  names: readonly string[] | undefined,
  count: number,
): Result<readonly JsonPath[], Fault> {
  if (names !== undefined && !Object.hasOwn(record, "values")) return ok(names.map((name) => [name]));
  const values = valueAt(record, ["values"]);
  if (!Array.isArray(values)) {
    return err({
      path: ["values"],
      message: `expected a list of ${count} numbers at "values", got ${inWords(values)}`,
    });
  }
  if (values.length !== count) {
    return err({ path: ["values"], message: `expected ${count} numbers at "values", got ${values.length}` });
  }
  return ok(values.map((_, index) => ["values", index]));
}

function describePlace(path: JsonPath): string {
  return typeof path[0] === "string" && path.length === 1 ? ` at ${quoted(path[0])}` : "";
}
