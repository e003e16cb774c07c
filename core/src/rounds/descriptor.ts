import { z } from "zod";

import type { Plan } from "../plan/index.ts";
import type { EncodingBounds } from "../ring/index.ts";
import { noWrapProblem } from "../ring/index.ts";
import type { Digest, Result, TaskId } from "../support/index.ts";
import { err, isDigest, isTaskId, ok, parseCanonical } from "../support/index.ts";

export type Purpose = "train" | "evaluate";

interface DescriptorFacts {
  readonly protocol: 1;
  readonly task: TaskId;
  /** Opened anew when the coordinator is restored from a backup; compared before the round's number. */
  readonly incarnation: number;
  /** From 1. */
  readonly round: number;
  readonly attempt: number;
  /** `evaluate`: the incoming model is scored, nothing is trained and no delta sent. */
  readonly purpose: Purpose;
  readonly plan: Digest;
  /** The base model's blob. */
  readonly base: Digest;
  /** The incoming model's blob (trainable tensors); deltas are against exactly this. */
  readonly model: Digest;
  /** Of the receipt's payload of the round before; null in round 1. */
  readonly previousReceipt: Digest | null;
  readonly encoding: EncodingBounds;
}

/** Updates are sealed to the coordinator, which opens each. */
export interface SealedDescriptor extends DescriptorFacts {
  readonly mode: "sealed";
  /** X25519 public key of this attempt, to which updates are sealed; 64 hex digits. */
  readonly sealingKey: string;
}

/** Updates are masked; the coordinator learns their sum. */
export interface SecureDescriptor extends DescriptorFacts {
  readonly mode: "secure";
  /**
   * Fewest and most clients on the attempt's roster. The fewest is the plan's minimum, or down to its minSurvivors in
   * an attempt that leaves clients out to find one that spoils sums.
   */
  readonly cohort: { readonly minimum: number; readonly maximum: number };
}

/** What one attempt at a round is: signed by the coordinator, checked by every client against the plan. */
export type RoundDescriptor = SealedDescriptor | SecureDescriptor;

/** @throws Error in mode secure, in which nothing is sealed to the coordinator. */
export function sealingKeyOf(descriptor: RoundDescriptor): string {
  if (descriptor.mode !== "sealed") throw new Error(`nothing is sealed in mode ${descriptor.mode}`);
  return descriptor.sealingKey;
}

const digestField = z.string().refine(isDigest);

const facts = {
  protocol: z.literal(1),
  task: z.string().refine(isTaskId),
  incarnation: z.int().min(0),
  round: z.int().min(1),
  attempt: z.int().min(1),
  purpose: z.enum(["train", "evaluate"]),
  plan: digestField,
  base: digestField,
  model: digestField,
  previousReceipt: digestField.nullable(),
  encoding: z.strictObject({
    profile: z.enum(["u24", "u32"]),
    clip: z.number().positive(),
    range: z.number().positive(),
    participants: z.int().min(1).max(65_535),
  }),
};

const descriptorSchema = z.discriminatedUnion("mode", [
  z.strictObject({ ...facts, mode: z.literal("sealed"), sealingKey: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({
    ...facts,
    mode: z.literal("secure"),
    cohort: z.strictObject({ minimum: z.int().min(1), maximum: z.int().min(1) }),
  }),
]);

/** The descriptor that canonical bytes hold, or why they hold none. */
export function decodeDescriptor(bytes: Uint8Array): Result<RoundDescriptor, string> {
  const parsed = descriptorSchema.safeParse(parseCanonical(bytes));
  if (parsed.success) return ok(parsed.data);
  return err(`the round descriptor is malformed: ${z.prettifyError(parsed.error)}`);
}

/** What a client checks before it trains under a descriptor: the plan gives the bounds, the coordinator may not leave them. */
export function descriptorProblem(
  descriptor: RoundDescriptor,
  plan: { readonly digest: Digest; readonly plan: Plan },
): string | undefined {
  const { plan: settings, digest } = plan;
  if (descriptor.task !== settings.task) return `it is for task ${descriptor.task}, not ${settings.task}`;
  if (descriptor.plan !== digest) return `it names plan ${descriptor.plan}, the task's plan is ${digest}`;
  if (descriptor.mode !== settings.privacy.mode)
    return `its mode is ${descriptor.mode}, the plan's ${settings.privacy.mode}`;
  if (descriptor.encoding.profile !== settings.privacy.encoding) {
    return `its encoding is ${descriptor.encoding.profile}, the plan's ${settings.privacy.encoding}`;
  }
  if (settings.privacy.clip !== "auto" && descriptor.encoding.clip !== settings.privacy.clip) {
    return `it clips at ${descriptor.encoding.clip}, the plan at ${settings.privacy.clip}`;
  }
  if (descriptor.encoding.range > descriptor.encoding.clip)
    return "its range is wider than its clipping bound";
  if (descriptor.mode === "secure") {
    const problem = cohortProblem(descriptor, settings.cohort);
    if (problem !== undefined) return problem;
  }
  return noWrapProblem(descriptor.encoding);
}

function cohortProblem(
  { cohort: { minimum, maximum }, encoding }: SecureDescriptor,
  { minimum: most, minSurvivors: fewest }: Plan["cohort"],
): string | undefined {
  if (minimum < fewest || minimum > most) {
    return `its roster has at least ${minimum} clients, the plan's bounds are ${fewest} and ${most}`;
  }
  if (maximum > encoding.participants) {
    return `its roster has up to ${maximum} clients, its encoding holds ${encoding.participants}`;
  }
  return undefined;
}
