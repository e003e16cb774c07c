// How taking part ends before its time: for want of the coordinator, or because somebody asks for it.
import { finished } from "./check-in.ts";
import { holdsSecrets, partBroke, stillUnsent } from "./exchange-answers.ts";
import { attemptLost, fail, unsentOf } from "./next.ts";
import type { Next } from "./next.ts";
import { left } from "./round-steps.ts";
import type { Phase } from "./state.ts";

/** A call failed in a way that does not pass. */
export function gaveUp(phase: Phase, failure: "attempt-lost" | "hopeless", message: string): Next {
  if (failure === "hopeless") return "assignment" in phase ? fail(message, phase) : fail(message);
  if (holdsSecrets(phase)) return partBroke(phase, stillUnsent(phase), message);
  switch (phase.name) {
    case "preparing":
      return attemptLost(phase.standing, undefined, message);
    case "catching-up":
    case "uploading":
    case "checking-in":
    case "waiting-for-outcome":
      return attemptLost(phase.standing, phase.unsent, message);
    case "announcing":
    case "waiting-for-invitation":
      return attemptLost(phase.standing, unsentOf(phase), message);
    case "fetching-result": {
      // The task is over all the same; its model can still be had from the operator.
      return finished(phase.standing, phase.finished, undefined);
    }
    default:
      return fail(message);
  }
}

/** The participant is asked to stop: it gives its place back, if it holds one. */
export function stop(phase: Phase): Next {
  const reason = "asked to stop";
  switch (phase.name) {
    case "ended":
      return { phase };
    case "leaving":
      return left({ ...phase, then: { kind: "stopped", roundsCounted: phase.standing.roundsCounted } });
    case "joining":
    case "reading-data":
      return {
        phase: { name: "ended", ending: { kind: "stopped", roundsCounted: 0 } },
        events: [{ kind: "stopped", reason }],
      };
    case "checking-in":
    case "resting":
    case "fetching-result":
    case "waiting-for-outcome":
    case "remembering": {
      const ending = { kind: "stopped", roundsCounted: phase.standing.roundsCounted } as const;
      return { phase: { name: "ended", ending }, events: [{ kind: "stopped", reason }] };
    }
    default: {
      const { standing, assignment } = phase;
      const then = { kind: "stopped", roundsCounted: standing.roundsCounted } as const;
      return { phase: { name: "leaving", standing, assignment, reason, unsent: undefined, then } };
    }
  }
}
