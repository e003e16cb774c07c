import { maskingRequest } from "./masking-steps.ts";
import { keyOf } from "./next.ts";
import type { Request } from "./protocol.ts";
import { sizeOf } from "./round-steps.ts";
import type { Phase } from "./state.ts";
import { unmaskingRequest } from "./unmasking-steps.ts";
import { uploadRequest } from "./upload-steps.ts";

/** What a phase needs next; nothing if it has ended. */
export function requestOf(phase: Phase): Request | undefined {
  switch (phase.name) {
    case "joining":
      return { kind: "get-task" };
    case "reading-data":
      return { kind: "read-data", offer: phase.offer };
    case "checking-in":
      return {
        kind: "check-in",
        task: phase.standing.offer.task,
        lastRoundSeen: phase.standing.seen?.round ?? 0,
      };
    case "catching-up": {
      const { task, round } = phase.assignment.descriptor;
      return { kind: "fetch-receipts", task, seen: phase.seen, toRound: round - 1 };
    }
    case "preparing": {
      const { base, model } = phase.assignment;
      if (phase.standing.loadedBase !== base.digest) return { kind: "load-base", base };
      return { kind: "load-model", model };
    }
    case "evaluating":
      return { kind: "evaluate", weights: phase.weights };
    case "training":
      return { kind: "train", assignment: phase.assignment, weights: phase.weights };
    case "sealing":
      return { kind: "seal", assignment: phase.assignment, update: phase.update };
    case "announcing": {
      const { assignment, prepared } = phase;
      const { descriptorDigest: descriptor } = assignment;
      return { kind: "ready", key: keyOf(assignment), descriptor, sizeBytes: sizeOf(prepared) };
    }
    case "waiting-for-invitation":
    case "waiting-for-outcome":
      return { kind: "get-outcome", key: keyOf(phase.assignment) };
    case "masking":
      return maskingRequest(phase);
    case "uploading":
      return uploadRequest(phase);
    case "unmasking":
      return unmaskingRequest(phase);
    case "remembering":
      return { kind: "remember", offer: phase.standing.offer, seen: phase.seen };
    case "leaving":
      return { kind: "leave", key: keyOf(phase.assignment), reason: phase.reason };
    case "fetching-result":
      return { kind: "load-result", model: phase.model };
    case "resting":
    case "ended":
      return undefined;
    default:
      return phase satisfies never;
  }
}
