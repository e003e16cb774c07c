import type { Result } from "../support/index.ts";
import { parseYaml, valueAt } from "../yaml/index.ts";
import type { TextProblem } from "../yaml/index.ts";
import { checkPlan } from "./check.ts";
import { completePlan } from "./complete.ts";
import type { FoundInBase } from "./complete.ts";
import type { Plan } from "./schema.ts";

/**
 * A plan from YAML or JSON text, completed by its preset and by what its base model says. All problems are reported at
 * once, in the text's order.
 */
export function parsePlan(
  text: string,
  source: string,
  found?: FoundInBase,
): Result<Plan, readonly TextProblem[]> {
  return parseYaml(text, source, (written) => {
    const whole = completePlan(written, found);
    return whole.ok ? checkPlan(whole.value) : whole;
  });
}

/** The base that a plan's text names, before the plan is complete; undefined if it names none. */
export function plannedBase(text: string): string | undefined {
  const read = parseYaml(text, "", (value) => ({ ok: true, value }) as const);
  const base = read.ok ? valueAt(read.value, ["base"]) : undefined;
  return typeof base === "string" ? base : undefined;
}
