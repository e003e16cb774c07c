import type { Result } from "../support/index.ts";
import { parseYaml } from "../yaml/index.ts";
import type { TextProblem } from "../yaml/index.ts";
import { checkPlan } from "./check.ts";
import type { Plan } from "./schema.ts";

/** A plan from YAML or JSON text. All problems are reported at once, in the text's order. */
export function parsePlan(text: string, source: string): Result<Plan, readonly TextProblem[]> {
  return parseYaml(text, source, checkPlan);
}
