import { z } from "zod";

import type { Plan } from "../plan/index.ts";
import type { Digest, Result, TaskId } from "../support/index.ts";
import { err, isDigest, isTaskId, ok, parseCanonical } from "../support/index.ts";
import type { Purpose } from "./descriptor.ts";

/** Round 1's is that of the model that the task began with. */
export interface ReceiptEvaluation {
  /** Examples; of a language model predicted tokens. */
  readonly exampleCount: number;
  readonly lossSum: number;
  /** Null if nothing was scored, and for a language model. */
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  /**
   * The figure that the plan stops by, if it is none of those above: so a client can check which model was called the
   * best. Other receipts stay without it, as clients of the first release read them.
   */
  readonly weightedF1?: number | null;
  readonly labelF1?: number | null;
}

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
  readonly evaluation: ReceiptEvaluation;
  readonly committedAtMs: number;
}

const share = z.number().min(0).max(1).nullable();

const evaluationSchema = z.strictObject({
  exampleCount: z.int().min(0),
  lossSum: z.number().min(0),
  accuracy: share,
  macroF1: share,
  weightedF1: share.exactOptional(),
  labelF1: share.exactOptional(),
});

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
  evaluation: evaluationSchema,
  committedAtMs: z.int().min(0),
});

/** What a receipt says of a model, from where a client kept it; undefined if that is none. */
export function readEvaluation(value: unknown): ReceiptEvaluation | undefined {
  return evaluationSchema.safeParse(value).data;
}

/** The receipt that canonical bytes hold, or why they hold none. */
export function decodeReceipt(bytes: Uint8Array): Result<Receipt, string> {
  const parsed = receiptSchema.safeParse(parseCanonical(bytes));
  if (parsed.success) return ok(parsed.data);
  return err(`the receipt is malformed: ${z.prettifyError(parsed.error)}`);
}
