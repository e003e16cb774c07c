import { formatPlanProblems, parsePlan } from "../../src/plan/index.ts";
import type { Plan } from "../../src/plan/index.ts";

/** The sections that have no default, so that a test states only what differs. */
const sections = {
  task: "task: digits",
  base: "base: random",
  model: "model: { family: image-cnn }",
  labels: "labels: [zero, one, two]",
  input: "input: { kind: image, width: 8, height: 8, channels: 1 }",
  tuning: "tuning: { method: full }",
  cohort: "cohort: { goal: 10 }",
};

/** A valid plan's text, in which the named sections are replaced and further ones added at the end. */
export function planText(changes: Readonly<Record<string, string>> = {}): string {
  return `${Object.values({ ...sections, ...changes }).join("\n")}\n`;
}

export function plan(changes: Readonly<Record<string, string>> = {}): Plan {
  const parsed = parsePlan(planText(changes), "plan.yaml");
  if (!parsed.ok) throw new Error(formatPlanProblems(parsed.error));
  return parsed.value;
}

/** The printed problems of a plan that must be refused. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parsePlan(text, "plan.yaml");
  if (parsed.ok) throw new Error("the plan was accepted");
  return formatPlanProblems(parsed.error).split("\n");
}
