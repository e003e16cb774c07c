// A round, step by step, as answers come in: evaluate, train, seal, announce, outcome. Between the invitation and the
// outcome: upload-steps.ts, and in mode secure masking-steps.ts before and unmasking-steps.ts after it.
import { metricsOf } from "../metrics/index.ts";
import type { Receipt } from "../rounds/index.ts";
import { vectorShape } from "../rounds/index.ts";
import { vectorBytes } from "../secagg/index.ts";
import type { Outcome, ReadyAnswer } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import { beginMasking } from "./masking-steps.ts";
import { asAsked, fail, keyOf, refused, setback, unsentOf } from "./next.ts";
import type { Next } from "./next.ts";
import type { SeenReceipt } from "./ports.ts";
import type { InRound, Phase, Prepared, SealedUpdate, Update } from "./state.ts";
import type { Evaluation } from "./trainer.ts";
import { beginUpload } from "./upload-steps.ts";

type In<Name extends Phase["name"]> = Extract<Phase, { name: Name }>;

/** How long a client that waits for another attempt sleeps, unless one opens. */
const openingMs = 60_000;
/** Updates in a row that a client may withhold before it stops. */
const rejectionLimit = 3;

export function evaluated(phase: In<"evaluating">, evaluation: Evaluation): Next {
  const { standing, assignment, weights } = phase;
  const { round, attempt, purpose } = assignment.descriptor;
  const { labels } = standing.offer.plan;
  if (evaluation.confusion.length !== labels.length ** 2) {
    const message = `the trainer's confusion matrix has ${evaluation.confusion.length} entries, expected ${labels.length ** 2}`;
    return unusable(phase, message);
  }
  const metrics = metricsOf(evaluation, labels);
  const events: ParticipantEvent[] = [{ kind: "evaluated", round, attempt, evaluation, metrics }];
  if (purpose === "train")
    return { phase: { name: "training", standing, assignment, weights, evaluation }, events };
  const update: Update = { purpose, evaluation };
  return { phase: updateMade({ standing, assignment }, update, false), events };
}

export function trained(phase: In<"training">, delta: Float32Array, exampleCount: number): Next {
  const { standing, assignment, weights, evaluation } = phase;
  if (delta.length !== weights.length) {
    return unusable(phase, `the trainer's delta has ${delta.length} elements, the model ${weights.length}`);
  }
  const odd = delta.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    return unusable(
      phase,
      `element ${odd} of the trainer's delta is ${delta[odd]}; lower the learning rate or look at your data`,
    );
  if (!Number.isInteger(exampleCount) || exampleCount < 1) {
    return unusable(phase, `the trainer reports ${exampleCount} examples, expected at least 1`);
  }
  const { round, attempt } = assignment.descriptor;
  const update: Update = { purpose: "train", evaluation, delta, exampleCount };
  return {
    phase: updateMade({ standing, assignment }, update, false),
    events: [{ kind: "trained", round, attempt, exampleCount }],
  };
}

/** This client withholds its own update: its place is given back, and after three in a row it stops. */
export function unusable(phase: In<"evaluating" | "training">, message: string): Next {
  const { assignment } = phase;
  const { round, attempt } = assignment.descriptor;
  const inARow = phase.standing.rejectedInARow + 1;
  const standing = { ...phase.standing, rejectedInARow: inARow };
  const events: ParticipantEvent[] = [{ kind: "rejected", round, attempt, message, inARow }];
  if (inARow >= rejectionLimit) {
    const last = `${rejectionLimit} updates in a row could not be made; the last one: ${message}.`;
    return { ...fail(last, { standing, assignment }), events };
  }
  const reason = "the update could not be made";
  return {
    phase: { name: "leaving", standing, assignment, reason, unsent: undefined, then: "rest" },
    events,
  };
}

/** An update that is made is sealed; in mode secure it waits, plain, for the cohort with which it is masked. */
export function updateMade({ standing, assignment }: InRound, update: Update, reused: boolean): Phase {
  if (assignment.descriptor.mode === "sealed") {
    return { name: "sealing", standing, assignment, update, reused };
  }
  const sizeBytes = vectorBytes(vectorShape(standing.offer.plan, update.purpose));
  return announced({ standing, assignment }, update, { kind: "plain", sizeBytes }, reused);
}

export function sealed(phase: In<"sealing">, result: SealedUpdate): Next {
  return { phase: announced(phase, phase.update, { kind: "sealed", ...result }, phase.reused) };
}

function announced(
  { standing, assignment }: InRound,
  update: Update,
  prepared: Prepared,
  reused: boolean,
): In<"announcing"> {
  const well = { ...standing, rejectedInARow: 0 };
  return { name: "announcing", standing: well, assignment, update, prepared, reused };
}

export function readyAnswered(phase: In<"announcing">, answer: ReadyAnswer): Next {
  const { assignment, update, prepared, reused } = phase;
  if (answer.kind === "refused") return refused(phase, answer.refusal, unsentOf(phase));
  const { round, attempt } = assignment.descriptor;
  // After refusals of updates only one that is counted shows that all is well again.
  const { refusedInARow, setbacksInARow } = phase.standing;
  const standing = { ...phase.standing, setbacksInARow: refusedInARow > 0 ? setbacksInARow : 0 };
  const waiting: Phase = { name: "waiting-for-invitation", standing, assignment, update, prepared };
  const events: ParticipantEvent[] = [{ kind: "ready", round, attempt, sizeBytes: sizeOf(prepared), reused }];
  if (answer.invited) return { phase: invited(waiting), events };
  return { phase: waiting, events, wait: asAsked(answer.retryAfterMs, "any") };
}

/** Bytes of the upload that READY announces. */
export function sizeOf(prepared: Prepared): number {
  return prepared.kind === "sealed" ? prepared.bytes.length : prepared.sizeBytes;
}

function invited(phase: In<"waiting-for-invitation">): Phase {
  const { prepared, update } = phase;
  return prepared.kind === "sealed"
    ? beginUpload(phase, prepared, unsentOf(phase))
    : beginMasking(phase, update);
}

export function outcomeRead(
  phase: In<"waiting-for-invitation" | "waiting-for-outcome">,
  outcome: Outcome,
): Next {
  const { standing, assignment } = phase;
  const { round, attempt } = assignment.descriptor;
  switch (outcome.kind) {
    case "not-yet":
      if (outcome.invited && phase.name === "waiting-for-invitation") return { phase: invited(phase) };
      return { phase, wait: asAsked(outcome.retryAfterMs, "any") };
    case "aborted": {
      const { cause, detail } = outcome;
      const unsent = phase.name === "waiting-for-invitation" ? unsentOf(phase) : phase.unsent;
      const events: ParticipantEvent[] = [{ kind: "aborted", round, attempt, cause, detail }];
      return { phase: { name: "checking-in", standing, unsent }, events };
    }
    case "committed": {
      const { receipt, receiptDigest: digest, counted } = outcome;
      const problem = receiptProblem(phase, receipt);
      if (problem !== undefined)
        return fail(`The coordinator's receipt of round ${round} contradicts its descriptor: ${problem}.`);
      const base = round === 1 ? receipt.evaluation : standing.seen?.base;
      const events: ParticipantEvent[] = [
        { kind: "committed", round, attempt, counted, receipt, base: base ?? null },
      ];
      const roundsCounted = standing.roundsCounted + (counted ? 1 : 0);
      const refusedInARow = counted ? 0 : standing.refusedInARow;
      const setbacksInARow = refusedInARow > 0 ? standing.setbacksInARow : 0;
      const seen: SeenReceipt = {
        incarnation: receipt.incarnation,
        round,
        digest,
        ...(base !== undefined && { base }),
      };
      return {
        phase: {
          name: "remembering",
          standing: { ...standing, seen, roundsCounted, refusedInARow, setbacksInARow },
          assignment,
          seen,
        },
        events,
      };
    }
    default:
      return outcome satisfies never;
  }
}

function receiptProblem(
  { assignment }: In<"waiting-for-invitation" | "waiting-for-outcome">,
  receipt: Receipt,
): string | undefined {
  const { descriptor, descriptorDigest } = assignment;
  const { task, round, attempt } = keyOf(assignment);
  if (receipt.task !== task || receipt.round !== round || receipt.attempt !== attempt) {
    return `it is for task ${receipt.task}, round ${receipt.round}, attempt ${receipt.attempt}`;
  }
  if (receipt.descriptor !== descriptorDigest)
    return `it names descriptor ${receipt.descriptor}, not ${descriptorDigest}`;
  if (receipt.previous !== descriptor.previousReceipt)
    return `it follows ${receipt.previous}, not ${descriptor.previousReceipt}`;
  if (receipt.modelIn !== descriptor.model)
    return `its incoming model is ${receipt.modelIn}, not ${descriptor.model}`;
  if (receipt.incarnation !== descriptor.incarnation)
    return `its incarnation is ${receipt.incarnation}, not ${descriptor.incarnation}`;
  return undefined;
}

export function left({ standing, unsent, then }: In<"leaving">): Next {
  if (then === "rest") return setback(standing, unsent, []);
  if (then.kind === "await-opening") {
    const wait = asAsked(openingMs, "opening");
    const events: ParticipantEvent[] = [{ kind: "resting", reason: then.why, afterMs: wait.minimumMs }];
    return { phase: { name: "resting", standing, unsent }, events, wait };
  }
  const events: ParticipantEvent[] =
    then.kind === "stopped" ? [{ kind: "stopped", reason: "asked to stop" }] : [];
  return { phase: { name: "ended", ending: then }, events };
}
