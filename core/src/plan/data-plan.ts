import { deepFreeze, err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { faultsOf, parseYaml, schemaWords } from "../yaml/index.ts";
import type { TextProblem } from "../yaml/index.ts";
import { planSchema } from "./schema.ts";
import type { Plan } from "./schema.ts";

const dataPlanSchema = planSchema.pick({ input: true, labels: true }).loose();
const words = schemaWords(dataPlanSchema);

/** What of a plan decides how data are read. */
export type DataPlan = Pick<Plan, "input" | "labels">;

/**
 * The same of a plan's text, of which the rest may be missing or wrong: a coordinator completes what a base model's folder
 * says, and somebody who only looks over data has no such folder.
 */
export function parseDataPlan(text: string, source: string): Result<DataPlan, readonly TextProblem[]> {
  return parseYaml(text, source, (value) => {
    const parsed = dataPlanSchema.safeParse(value);
    if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => faultsOf(issue, value, words)));
    const { input, labels } = parsed.data;
    return ok(deepFreeze({ input, labels }));
  });
}
