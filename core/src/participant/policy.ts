import { z } from "zod";

import type { Plan } from "../plan/index.ts";
import type { Digest, Result } from "../support/index.ts";
import { deepFreeze, err, isDigest, ok } from "../support/index.ts";
import type { Fault, TextProblem } from "../yaml/index.ts";
import { faultsOf, parseYaml, schemaWords } from "../yaml/index.ts";
import type { TaskOffer } from "./connection.ts";

const tuningMethods = [
  "full",
  "head",
  "bias",
  "freeze",
  "lora",
] as const satisfies readonly Plan["tuning"]["method"][];

const digestField = z.string().refine(isDigest, "expected 64 hex digits in lower case");

/** What a client takes part in when nobody looks. A key that is left out allows anything. */
export const policySchema = z.strictObject({
  version: z.literal(1).default(1),
  /** `sealed` has to be accepted as well: a policy narrows what its user allows and never widens it. */
  modes: z
    .array(z.enum(["secure", "sealed"]))
    .min(1)
    .readonly()
    .optional(),
  /** Fewest updates that one sum may hold: the plan's cohort.minSurvivors is at least this. */
  minSurvivors: z.int().min(1).max(60_000).optional(),
  /** Fingerprint of the organisation whose members alone may take part. */
  roster: digestField.optional(),
  /** Methods of the plan's `tuning`. */
  tuning: z.array(z.enum(tuningMethods)).min(1).readonly().optional(),
  /** Most epochs in a round: the plan's training.localEpochs. */
  maximumEpochs: z.int().min(1).optional(),
  /** The one plan that is agreed to. */
  plan: digestField.optional(),
});

/** A policy as a person writes it. */
export type PolicyInput = z.input<typeof policySchema>;

/** A policy that was checked whole, frozen; built by checkPolicy and parsePolicy alone. */
export type ParticipationPolicy = Readonly<z.output<typeof policySchema>>;

const words = schemaWords(policySchema);

/** A policy from the value that its text stands for. */
export function checkPolicy(input: unknown): Result<ParticipationPolicy, readonly Fault[]> {
  const parsed = policySchema.safeParse(input);
  if (parsed.success) return ok(deepFreeze(parsed.data));
  return err(parsed.error.issues.flatMap((issue) => faultsOf(issue, input, words)));
}

/** A policy from YAML or JSON text. All problems are reported at once, in the text's order. */
export function parsePolicy(
  text: string,
  source: string,
): Result<ParticipationPolicy, readonly TextProblem[]> {
  return parseYaml(text, source, checkPolicy);
}

/** Where a task is outside a policy: each key with what it expects and what it got; undefined if the task is within. */
export function policyProblem(
  policy: ParticipationPolicy,
  { plan, planDigest, members }: Pick<TaskOffer, "plan" | "planDigest" | "members">,
): string | undefined {
  const { modes, minSurvivors, roster, tuning, maximumEpochs, plan: pinned } = policy;
  const problems: string[] = [];
  const expect = (key: keyof ParticipationPolicy, expected: string, got: string | number): void => {
    problems.push(`${key}: expected ${expected}, got ${got}`);
  };
  const { mode } = plan.privacy;
  if (modes !== undefined && !modes.includes(mode)) expect("modes", modes.join(" or "), mode);
  const fewest = plan.cohort.minSurvivors;
  if (minSurvivors !== undefined && fewest < minSurvivors) {
    expect("minSurvivors", `a plan with at least ${minSurvivors}`, fewest);
  }
  if (roster !== undefined && members?.fingerprint !== roster) {
    expect("roster", `that of organisation ${roster}`, rosterInWords(members?.fingerprint));
  }
  const { method } = plan.tuning;
  if (tuning !== undefined && !tuning.includes(method)) expect("tuning", tuning.join(" or "), method);
  const epochs = plan.training.localEpochs;
  if (maximumEpochs !== undefined && epochs > maximumEpochs) {
    expect("maximumEpochs", `a plan with at most ${maximumEpochs} local epochs`, epochs);
  }
  if (pinned !== undefined && planDigest !== pinned) expect("plan", pinned, planDigest);
  return problems.length === 0 ? undefined : problems.join("; ");
}

function rosterInWords(fingerprint: Digest | undefined): string {
  return fingerprint === undefined ? "none" : `that of ${fingerprint}`;
}
