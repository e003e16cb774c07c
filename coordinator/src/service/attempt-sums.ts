import { openAttemptSum, maskedReader, sealedReader } from "../aggregation/index.ts";
import type { AttemptSum, SignedUpload } from "../aggregation/index.ts";
import type { Round } from "../round/index.ts";
import { robustRule } from "../strategy/index.ts";
import { perAttempt } from "./attempts.ts";
import type { PerAttempt } from "./attempts.ts";
import { updateTermsOf } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/** The sums of the attempts that have one. */
export type AttemptSums = PerAttempt<AttemptSum>;

type Summing = Exclude<Round["phase"], "preparing" | "open" | "advertising" | "sharing">;

export function attemptSums(
  workshop: Pick<Workshop, "ledger" | "folders" | "terms" | "primitives" | "openFile">,
): AttemptSums {
  const { folders, primitives, openFile } = workshop;
  return perAttempt<AttemptSum, Summing>(workshop, {
    isIn: hasSum,
    async open(task, round) {
      const inFull = await workshop.terms.of(task);
      const terms = updateTermsOf(inFull, round.purpose, task.progress.clip);
      const keepApart =
        round.purpose === "train" && robustRule(inFull.plan.aggregation.aggregator ?? "mean") !== undefined;
      const reader =
        task.terms.mode === "secure"
          ? maskedReader(terms.shape, primitives)
          : sealedReader(terms, round.descriptor.digest, await folders.sealingKeys(round.key), primitives);
      const folder = folders.path(round.key);
      return openAttemptSum({
        folder,
        shape: terms.shape,
        reader,
        accepted: acceptedIn(round),
        openFile,
        keepApart,
      });
    },
    close: (sum) => sum.close(),
  });
}

function hasSum(round: Round): round is Extract<Round, { phase: Summing }> {
  switch (round.phase) {
    case "preparing":
    case "open":
    case "advertising":
    case "sharing":
      return false;
    case "collecting":
    case "confirming":
    case "unmasking":
    case "folding":
      return true;
    default:
      return round satisfies never;
  }
}

function acceptedIn(round: Extract<Round, { phase: Summing }>): readonly SignedUpload[] {
  const accepted = round.phase === "collecting" ? round.accepted : round.survivors;
  return [...accepted].map(([client, update]) => ({ client, ...update }));
}
