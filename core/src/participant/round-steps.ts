// A round, step by step, as answers come in: prepare, evaluate, train, seal, announce, upload, outcome.
import { metricsOf } from "../metrics/index.ts";
import type { Receipt } from "../rounds/index.ts";
import type { ChunkAnswer, CommitAnswer, Outcome, ReadyAnswer } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import { asAsked, attemptLost, fail, keyOf, refused, setback } from "./next.ts";
import type { Next } from "./next.ts";
import type { Phase, SealedUpdate, Unsent, Update } from "./state.ts";
import type { Evaluation } from "./trainer.ts";

type In<Name extends Phase["name"]> = Extract<Phase, { name: Name }>;

/** Updates in a row that a client may withhold before it stops. */
const rejectionLimit = 3;
/** Answers that do not move an upload on before the attempt is given up. */
const stallLimit = 5;

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
  return { phase: { name: "sealing", standing, assignment, update, reused: false }, events };
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
    phase: { name: "sealing", standing, assignment, update, reused: false },
    events: [{ kind: "trained", round, attempt, exampleCount }],
  };
}

/** This client withholds its own update: its place is given back, and after three in a row it stops. */
export function unusable(phase: In<"evaluating" | "training" | "sealing">, message: string): Next {
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

export function sealed({ standing, assignment, update, reused }: In<"sealing">, result: SealedUpdate): Next {
  return {
    phase: {
      name: "announcing",
      standing: { ...standing, rejectedInARow: 0 },
      assignment,
      update,
      sealed: result,
      reused,
    },
  };
}

export function readyAnswered(phase: In<"announcing">, answer: ReadyAnswer): Next {
  const { assignment, update, sealed: bytes, reused } = phase;
  if (answer.kind === "refused") return refused(phase, answer.refusal, unsentOf(phase));
  const { round, attempt } = assignment.descriptor;
  // After refusals of updates only one that is counted shows that all is well again.
  const { refusedInARow, setbacksInARow } = phase.standing;
  const standing = { ...phase.standing, setbacksInARow: refusedInARow > 0 ? setbacksInARow : 0 };
  const waiting: Phase = { name: "waiting-for-invitation", standing, assignment, update, sealed: bytes };
  const events: ParticipantEvent[] = [
    { kind: "ready", round, attempt, sizeBytes: bytes.bytes.length, reused },
  ];
  if (answer.invited) return { phase: upload(waiting), events };
  return { phase: waiting, events, wait: asAsked(answer.retryAfterMs, "any") };
}

export function unsentOf({ assignment, update }: In<"announcing" | "waiting-for-invitation">): Unsent {
  return { update, model: assignment.descriptor.model };
}

function upload(phase: In<"waiting-for-invitation">): In<"uploading"> {
  const { standing, assignment, sealed: bytes } = phase;
  const unsent = unsentOf(phase);
  return {
    name: "uploading",
    standing,
    assignment,
    sealed: bytes,
    unsent,
    at: undefined,
    sentTo: 0,
    pieceBytes: largestPieceBytes,
    stalled: 0,
  };
}

/** Asks on from `at`; from here on the update is burned. */
function sendFrom(phase: In<"uploading">, at: number): Phase {
  if (at === phase.sealed.bytes.length) return { ...phase, at };
  const { incarnation, round, attempt } = phase.assignment.descriptor;
  return {
    ...phase,
    standing: { ...phase.standing, burned: { incarnation, round, attempt } },
    unsent: undefined,
    at,
    sentTo: Math.max(phase.sentTo, chunkEnd(phase, at)),
  };
}

/** Bytes in one piece of an upload: wire's chunkLimitBytes. */
const largestPieceBytes = 1024 * 1024;
const smallestPieceBytes = 32 * 1024;

export function chunkEnd({ sealed: { bytes }, pieceBytes }: In<"uploading">, at: number): number {
  return Math.min(at + pieceBytes, bytes.length);
}

/** A call of the upload failed: how far it got is asked again, and a piece that was under way goes in halves. */
export function uploadBroke(phase: In<"uploading">): Phase {
  const inPiece = phase.at !== undefined && phase.at < phase.sealed.bytes.length;
  const pieceBytes = inPiece ? Math.max(smallestPieceBytes, phase.pieceBytes / 2) : phase.pieceBytes;
  return { ...phase, at: undefined, pieceBytes };
}

export function uploadStatusRead(phase: In<"uploading">, haveBytes: number, committed: boolean): Next {
  if (committed) return accepted(phase);
  if (haveBytes > phase.sentTo) return foreignBytes(phase);
  return { phase: sendFrom(phase, haveBytes) };
}

// Another process under this identity sent these, most likely one before this that was stopped; its update is gone, and another one cannot take its place.
function foreignBytes({ standing, assignment, unsent }: In<"uploading">): Next {
  const reason = "this client was restarted in mid-upload";
  const message =
    `The coordinator already has part of another update of this client for round ${assignment.descriptor.round}: ` +
    "it was restarted in mid-upload, or another client runs under the same identity.";
  return {
    phase: { name: "leaving", standing, assignment, reason, unsent, then: "rest" },
    events: [{ kind: "warning", message }],
  };
}

export function chunkAnswered(phase: In<"uploading">, answer: ChunkAnswer): Next {
  if (answer.kind === "refused") return refused({ ...phase, at: undefined }, answer.refusal, phase.unsent);
  const before = phase.at ?? 0;
  if (answer.offset > phase.sentTo) return foreignBytes(phase);
  const stalled = answer.offset > before ? 0 : phase.stalled + 1;
  if (stalled >= stallLimit) {
    return attemptLost(phase.standing, phase.unsent, `the upload does not get beyond byte ${answer.offset}`);
  }
  const { round, attempt } = phase.assignment.descriptor;
  const totalBytes = phase.sealed.bytes.length;
  return {
    phase: sendFrom({ ...phase, stalled }, answer.offset),
    events: [{ kind: "uploading", round, attempt, sentBytes: answer.offset, totalBytes }],
  };
}

export function commitAnswered(phase: In<"uploading">, answer: CommitAnswer): Next {
  if (answer.kind === "refused") return refused({ ...phase, at: undefined }, answer.refusal, phase.unsent);
  return accepted(phase);
}

function accepted({ standing, assignment }: In<"uploading">): Next {
  const { round, attempt } = assignment.descriptor;
  return {
    phase: { name: "waiting-for-outcome", standing, assignment },
    events: [{ kind: "accepted", round, attempt }],
  };
}

export function outcomeRead(
  phase: In<"waiting-for-invitation" | "waiting-for-outcome">,
  outcome: Outcome,
): Next {
  const { standing, assignment } = phase;
  const { round, attempt } = assignment.descriptor;
  switch (outcome.kind) {
    case "not-yet":
      if (outcome.invited && phase.name === "waiting-for-invitation") return { phase: upload(phase) };
      return { phase, wait: asAsked(outcome.retryAfterMs, "any") };
    case "aborted": {
      const { cause, detail } = outcome;
      const unsent = phase.name === "waiting-for-invitation" ? unsentOf(phase) : undefined;
      const events: ParticipantEvent[] = [{ kind: "aborted", round, attempt, cause, detail }];
      return { phase: { name: "checking-in", standing, unsent }, events };
    }
    case "committed": {
      const { receipt, receiptDigest: digest, counted } = outcome;
      const problem = receiptProblem(phase, receipt);
      if (problem !== undefined)
        return fail(`The coordinator's receipt of round ${round} contradicts its descriptor: ${problem}.`);
      const events: ParticipantEvent[] = [{ kind: "committed", round, attempt, counted, receipt }];
      const roundsCounted = standing.roundsCounted + (counted ? 1 : 0);
      const refusedInARow = counted ? 0 : standing.refusedInARow;
      const setbacksInARow = refusedInARow > 0 ? standing.setbacksInARow : 0;
      const seen = { incarnation: receipt.incarnation, round, digest };
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
  const events: ParticipantEvent[] =
    then.kind === "stopped" ? [{ kind: "stopped", reason: "asked to stop" }] : [];
  return { phase: { name: "ended", ending: then }, events };
}
