import { inputSize } from "../model/index.ts";
import type { NumericExample } from "../participant/index.ts";
import type { DataPlan } from "../plan/index.ts";
import {
  examplesFromJsonLines,
  examplesFromTable,
  inputsFromJsonLines,
  inputsFromTable,
} from "../records/index.ts";
import type { Row, Table } from "../records/index.ts";
import { UserError } from "../support/index.ts";

import type { DataFormat } from "../records/index.ts";
import type { DataFiles } from "./data-files.ts";
import { readRecords } from "./read-records.ts";

/** Examples of one CSV, TSV or JSONL file of numbers. @throws UserError naming the file, the lines and the columns at fault */
export async function readTable(
  files: DataFiles,
  path: string,
  plan: DataPlan,
  { labelColumn, labelMap, image, header, quotes = true }: DataFormat,
): Promise<readonly NumericExample[]> {
  return readRecords(files, path, quotes, {
    json(lines) {
      if (typeof labelColumn === "number") {
        throw new UserError(`${path} holds JSON lines: give the label's key by name, not ${labelColumn}.`);
      }
      return examplesFromJsonLines(lines, plan, { labelKey: labelColumn, labelMap, image });
    },
    delimited(bare) {
      const table = withHeader(bare, header, labelColumn ?? -1);
      const named = table.header?.fields.some((name) => name.trim() === "label") ?? false;
      const column = labelColumn ?? (named ? "label" : -1);
      return examplesFromTable(table, plan, { labelColumn: column, labelMap, image });
    },
  });
}

/** The inputs of one such file, whether it has labels or not. @throws UserError as readTable does */
export async function readInputTable(
  files: DataFiles,
  path: string,
  plan: DataPlan,
  { header, labelColumn, image, quotes = true }: DataFormat,
): Promise<readonly Float32Array[]> {
  const count = image === undefined ? inputSize(plan.input) : image.width * image.height * image.channels;
  return readRecords(files, path, quotes, {
    json: (lines) => inputsFromJsonLines(lines, plan, { image }),
    delimited(bare) {
      const labelled = bare.rows[0]?.fields.length !== count;
      const table = withHeader(bare, header, labelColumn ?? (labelled ? -1 : undefined));
      return inputsFromTable(table, plan, { labelColumn, image });
    },
  });
}

function withHeader({ rows }: Table, header: boolean | undefined, label: string | number | undefined): Table {
  const [first, ...rest] = rows;
  if (first === undefined || !(header ?? looksLikeNames(first, label))) return { header: undefined, rows };
  return { header: first, rows: rest };
}

/** A line of records has numbers in every place but the label's, if there is one. */
function looksLikeNames({ fields }: Row, label: string | number | undefined): boolean {
  if (typeof label === "string") return true;
  const place = label === undefined || label >= 0 ? label : fields.length + label;
  return fields.some((field, index) => index !== place && !Number.isFinite(Number(field)));
}
