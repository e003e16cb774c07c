import { z } from "zod";

import type { Plan } from "../plan/index.ts";
import type { EncodingBounds } from "../ring/index.ts";
import { noWrapProblem } from "../ring/index.ts";
import type { Digest, Result, TaskId } from "../support/index.ts";
import { err, isDigest, isTaskId, ok, parseCanonical } from "../support/index.ts";

export type Purpose = "train" | "evaluate";

/** What one attempt at a round is: signed by the coordinator, checked by every client against the plan. */
export interface RoundDescriptor {
  readonly protocol: 1;
  readonly task: TaskId;
  /** Opened anew when the coordinator is restored from a backup; compared before the round's number. */
  readonly incarnation: number;
  /** From 1. */
  readonly round: number;
  readonly attempt: number;
  /** `evaluate`: the incoming model is scored, nothing is trained and no delta sent. */
  readonly purpose: Purpose;
  readonly mode: "sealed";
  readonly plan: Digest;
  /** The base model's blob. */
  readonly base: Digest;
  /** The incoming model's blob (trainable tensors); deltas are against exactly this. */
  readonly model: Digest;
  /** Of the receipt's payload of the round before; null in round 1. */
  readonly previousReceipt: Digest | null;
  /** X25519 public key of this attempt, to which updates are sealed; 64 hex digits. */
  readonly sealingKey: string;
  readonly encoding: EncodingBounds;
}

const digestField = z.string().refine(isDigest);

const descriptorSchema = z.strictObject({
  protocol: z.literal(1),
  task: z.string().refine(isTaskId),
  incarnation: z.int().min(0),
  round: z.int().min(1),
  attempt: z.int().min(1),
  purpose: z.enum(["train", "evaluate"]),
  mode: z.literal("sealed"),
  plan: digestField,
  base: digestField,
  model: digestField,
  previousReceipt: digestField.nullable(),
  sealingKey: z.string().regex(/^[0-9a-f]{64}$/),
  encoding: z.strictObject({
    profile: z.enum(["u24", "u32"]),
    clip: z.number().positive(),
    range: z.number().positive(),
    participants: z.int().min(1).max(65_535),
  }),
});

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
  return noWrapProblem(descriptor.encoding);
}
