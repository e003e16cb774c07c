import { figuresInWords, toldFigures, writePerplexity } from "@tributary/core/metrics";
import type { ClientEvent } from "@tributary/training";

import { describeEstimate } from "./describe-estimate.ts";
import { describeJoining } from "./describe-joining.ts";
import { bytes } from "./quantities.ts";

/** What a finished line says of an event; undefined for one that is only progress. */
export function describe(event: ClientEvent): string | undefined {
  switch (event.kind) {
    case "joined":
      return describeJoining(event.offer, event.voucher);
    case "data":
      if (event.perLabel.length === 0) return `Data: ${event.exampleCount} texts to learn to write.`;
      return `Data: ${event.exampleCount} examples, of ${event.perLabel.filter((count) => count > 0).length} of ${event.perLabel.length} labels.`;
    case "engine":
      return describeEngine(event.decision);
    case "estimate":
      return describeEstimate(event.estimate);
    case "warning":
      return `Warning: ${event.message}`;
    case "restored":
      return (
        `Warning: the coordinator was restored from a backup (incarnation ${event.incarnation}); ` +
        "rounds that you saw may be run anew."
      );
    case "assigned":
      return `${inRound(event)}: ${event.purpose === "train" ? "training" : "scoring the model, nothing is trained"}.`;
    case "evaluated": {
      const { metrics } = event;
      if (metrics === undefined)
        return `${inRound(event)}: no examples are held back, the model is not scored.`;
      const { exampleCount } = metrics;
      const did =
        metrics.accuracy === null
          ? `has a perplexity of ${writePerplexity(metrics.perplexity)} on ${exampleCount} held-back tokens`
          : `is right on ${(100 * metrics.accuracy).toFixed(1)} % of ${exampleCount} held-back examples`;
      return `${inRound(event)}: the model that came in ${did}, loss ${metrics.loss.toFixed(3)}.`;
    }
    case "trained":
      return `${inRound(event)}: trained on ${event.exampleCount} examples.`;
    case "ready":
      return `${inRound(event)}: ready to send ${bytes(event.sizeBytes)}${event.reused ? " (made in an aborted attempt)" : ""}.`;
    case "keys-advertised":
      return `${inRound(event)}: in the exchange, with fresh keys.`;
    case "shares-dealt":
      return `${inRound(event)}: a cohort of ${event.cohort}; ${event.holders} of them hold sealed shares of this client's secrets.`;
    case "masked":
      return `${inRound(event)}: the update is masked, ${bytes(event.sizeBytes)}.`;
    case "survivors":
      return `${inRound(event)}: the sum holds ${event.survivors} of ${event.cohort} updates, yours among them.`;
    case "unmasked":
      return `${inRound(event)}: helped to take the masks off the sum.`;
    case "withdrew":
      return `${inRound(event)}: left the exchange (${event.reason}: ${event.detail}).`;
    case "accepted":
      return `${inRound(event)}: the coordinator has the update.`;
    case "committed":
      return `${inRound(event)}: committed with ${event.receipt.participants} updates, ${event.counted ? "yours among them" : "yours not among them"}${scoredByAll(event)}.`;
    case "aborted":
      return `${inRound(event)}: aborted (${event.cause}: ${event.detail}).`;
    case "refused":
      return `${inRound(event)}: the update was refused (${event.reason}: ${event.detail}).`;
    case "rejected":
      return `${inRound(event)}: no update was sent: ${event.message}.`;
    case "resting":
      return `Waiting: ${event.reason === "" ? "there is nothing to do" : event.reason}.`;
    case "reconnecting":
      return `Trouble: ${event.error}; trying again within ${(event.afterMs / 1000).toFixed(1)} s.`;
    case "reconnected":
      return "The coordinator answers again.";
    case "done":
      return `The task has ${event.state}${event.reason === "" ? "" : ` (${event.reason})`}; its best model is that of round ${event.bestRound}.`;
    case "stopped":
      return "Stopped.";
    case "downloading":
    case "training":
    case "uploading":
      return undefined;
    default:
      return event satisfies never;
  }
}

/** What the receipt says of the model that came in, and its gain over the base where this client knows it. */
function scoredByAll({ round, receipt, base }: Extract<ClientEvent, { kind: "committed" }>): string {
  const figures = toldFigures(receipt.evaluation);
  if (figures === null) return "";
  if (round === 1)
    return `; the base, before any training, over all clients: ${figuresInWords(figures, null)}`;
  const former = base === null ? null : toldFigures(base);
  return `; the model that came in, over all clients: ${figuresInWords(figures, former)}`;
}

function inRound({ round, attempt }: { readonly round: number; readonly attempt: number }): string {
  return attempt === 1 ? `Round ${round}` : `Round ${round}, attempt ${attempt}`;
}

function describeEngine(decision: Extract<ClientEvent, { kind: "engine" }>["decision"]): string | undefined {
  switch (decision.outcome) {
    case "taken":
      return `Engine: ${decision.engine} (${decision.description}), ready in ${Math.round(decision.startMs)} ms, gradients tested in ${Math.round(decision.selfTestMs)} ms.`;
    case "passed-over":
      return `Engine: not ${decision.engine}, since ${decision.reason}.`;
    case "not-tried":
      return undefined;
    default:
      return decision satisfies never;
  }
}
