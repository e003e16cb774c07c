// An upload, piece by piece: it goes on where the coordinator has it, and is burned once its first byte has left.
import type { ChunkAnswer, CommitAnswer, Refused } from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import { partRefused } from "./exchange-answers.ts";
import { attemptLost, keyOf, refused } from "./next.ts";
import type { Next } from "./next.ts";
import type { Request } from "./protocol.ts";
import type { InRound, Phase, Unsent, Upload } from "./state.ts";

type Uploading = Extract<Phase, { name: "uploading" }>;

/** Answers that do not move an upload on before the attempt is given up. */
const stallLimit = 5;
/** Bytes in one piece of an upload: wire's chunkLimitBytes. */
const largestPieceBytes = 1024 * 1024;
const smallestPieceBytes = 32 * 1024;

/** @param unsent what is uploaded, as long as none of it has left */
export function beginUpload({ standing, assignment }: InRound, upload: Upload, unsent: Unsent): Uploading {
  return {
    name: "uploading",
    standing,
    assignment,
    upload,
    unsent,
    at: undefined,
    sentTo: 0,
    pieceBytes: largestPieceBytes,
    stalled: 0,
  };
}

/** What the upload needs next. */
export function uploadRequest(phase: Uploading): Request {
  const { at, upload } = phase;
  const key = keyOf(phase.assignment);
  if (at === undefined) return { kind: "upload-status", key };
  const { bytes } = upload;
  if (at < bytes.length) {
    return { kind: "put-chunk", key, offset: at, data: bytes.subarray(at, chunkEnd(phase, at)) };
  }
  if (upload.kind === "masked") return { kind: "commit-masked-input", key, message: upload.message };
  return { kind: "commit-upload", key, digest: upload.digest, sizeBytes: bytes.length };
}

/** Asks on from `at`; from here on the update is burned. */
function sendFrom(phase: Uploading, at: number): Phase {
  if (at === phase.upload.bytes.length) return { ...phase, at };
  const { incarnation, round, attempt } = phase.assignment.descriptor;
  return {
    ...phase,
    standing: { ...phase.standing, burned: { incarnation, round, attempt } },
    unsent: undefined,
    at,
    sentTo: Math.max(phase.sentTo, chunkEnd(phase, at)),
  };
}

function chunkEnd({ upload: { bytes }, pieceBytes }: Uploading, at: number): number {
  return Math.min(at + pieceBytes, bytes.length);
}

/** A call of the upload failed: how far it got is asked again, and a piece that was under way goes in halves. */
export function uploadBroke(phase: Uploading): Phase {
  const inPiece = phase.at !== undefined && phase.at < phase.upload.bytes.length;
  const pieceBytes = inPiece ? Math.max(smallestPieceBytes, phase.pieceBytes / 2) : phase.pieceBytes;
  return { ...phase, at: undefined, pieceBytes };
}

export function uploadStatusRead(phase: Uploading, haveBytes: number, committed: boolean): Next {
  if (committed) return accepted(phase);
  if (haveBytes > phase.sentTo) return foreignBytes(phase);
  return { phase: sendFrom(phase, haveBytes) };
}

// Another process under this identity sent these, most likely one before this that was stopped; its update is gone, and another one cannot take its place.
function foreignBytes({ standing, assignment, unsent }: Uploading): Next {
  const reason = "this client was restarted in mid-upload";
  const message =
    `The coordinator already has part of another update of this client for round ${assignment.descriptor.round}: ` +
    "it was restarted in mid-upload, or another client runs under the same identity.";
  return {
    phase: { name: "leaving", standing, assignment, reason, unsent, then: "rest" },
    events: [{ kind: "warning", message }],
  };
}

export function chunkAnswered(phase: Uploading, answer: ChunkAnswer): Next {
  if (answer.kind === "refused") return uploadRefused(phase, answer);
  const before = phase.at ?? 0;
  if (answer.offset > phase.sentTo) return foreignBytes(phase);
  const stalled = answer.offset > before ? 0 : phase.stalled + 1;
  if (stalled >= stallLimit) {
    return attemptLost(phase.standing, phase.unsent, `the upload does not get beyond byte ${answer.offset}`);
  }
  const { round, attempt } = phase.assignment.descriptor;
  const totalBytes = phase.upload.bytes.length;
  return {
    phase: sendFrom({ ...phase, stalled }, answer.offset),
    events: [{ kind: "uploading", round, attempt, sentBytes: answer.offset, totalBytes }],
  };
}

export function commitAnswered(phase: Uploading, answer: CommitAnswer): Next {
  return answer.kind === "refused" ? uploadRefused(phase, answer) : accepted(phase);
}

function uploadRefused(phase: Uploading, { refusal }: Refused): Next {
  const asked = { ...phase, at: undefined };
  return phase.upload.kind === "masked"
    ? partRefused(asked, refusal, phase.unsent)
    : refused(asked, refusal, phase.unsent);
}

function accepted({ standing, assignment, upload }: Uploading): Next {
  const { round, attempt } = assignment.descriptor;
  const events: ParticipantEvent[] = [{ kind: "accepted", round, attempt }];
  if (upload.kind === "masked") {
    const step = { name: "awaiting-survivors" } as const;
    return { phase: { name: "unmasking", standing, assignment, roster: upload.roster, step }, events };
  }
  return { phase: { name: "waiting-for-outcome", standing, assignment, unsent: undefined }, events };
}
