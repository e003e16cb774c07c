import { z } from "zod";

import type { Plan } from "../plan/index.ts";
import type { Digest, Result, TaskId } from "../support/index.ts";
import { err, isDigest, isTaskId, ok, parseCanonical } from "../support/index.ts";
import type { Purpose } from "./descriptor.ts";

/** The coordinator's signed record of a committed round; each names the one before by its digest. */
export interface Receipt {
  readonly protocol: 1;
  readonly task: TaskId;
  readonly incarnation: number;
  readonly round: number;
  readonly attempt: number;
  readonly purpose: Purpose;
  readonly mode: Plan["privacy"]["mode"];
  readonly plan: Digest;
  /** Of the round descriptor's payload. */
  readonly descriptor: Digest;
  /** Of the previous receipt's payload; null for round 1. */
  readonly previous: Digest | null;
  readonly modelIn: Digest;
  /** Equal to modelIn in a round that only evaluates. */
  readonly modelOut: Digest;
  /** Updates in the sum. */
  readonly participants: number;
  /** Sum of their weights in units of 2^-16. */
  readonly weightUnits: number;
  /** Updates whose delta was shorter than the clipping bound. */
  readonly unclipped: number;
  readonly clip: number;
  /** How the incoming model did on the participants' own held-back examples. */
  readonly evaluation: {
    readonly exampleCount: number;
    readonly lossSum: number;
    readonly accuracy: number | null;
    readonly macroF1: number | null;
  };
  readonly committedAtMs: number;
}

const digestField = z.string().refine(isDigest);

const receiptSchema = z.strictObject({
  protocol: z.literal(1),
  task: z.string().refine(isTaskId),
  incarnation: z.int().min(0),
  round: z.int().min(1),
  attempt: z.int().min(1),
  purpose: z.enum(["train", "evaluate"]),
  mode: z.enum(["sealed", "secure"]),
  plan: digestField,
  descriptor: digestField,
  previous: digestField.nullable(),
  modelIn: digestField,
  modelOut: digestField,
  participants: z.int().min(1),
  weightUnits: z.int().min(0),
  unclipped: z.int().min(0),
  clip: z.number().positive(),
  evaluation: z.strictObject({
    exampleCount: z.int().min(0),
    lossSum: z.number().min(0),
    accuracy: z.number().min(0).max(1).nullable(),
    macroF1: z.number().min(0).max(1).nullable(),
  }),
  committedAtMs: z.int().min(0),
});

/** The receipt that canonical bytes hold, or why they hold none. */
export function decodeReceipt(bytes: Uint8Array): Result<Receipt, string> {
  const parsed = receiptSchema.safeParse(parseCanonical(bytes));
  if (parsed.success) return ok(parsed.data);
  return err(`the receipt is malformed: ${z.prettifyError(parsed.error)}`);
}
