import type { ClientEvent } from "../session.ts";

/** What taking part is busy with. */
export type Step =
  | { readonly name: "waiting"; readonly reason: string }
  | {
      readonly name: "downloading";
      readonly blob: "base" | "model" | "result";
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  /** The model that came in is tried on the examples that are held back. */
  | { readonly name: "scoring" }
  | {
      readonly name: "training";
      readonly step: number;
      readonly steps: number;
      readonly epoch: number;
      readonly epochs: number;
    }
  /** Trained; the others are not ready yet. */
  | { readonly name: "trained" }
  /** `cohort`: once it is agreed on. */
  | { readonly name: "masking"; readonly cohort: number | undefined }
  | { readonly name: "sending"; readonly sentBytes: number; readonly totalBytes: number }
  /** The coordinator has the update; the sum is being made. */
  | { readonly name: "summing"; readonly survivors: number | undefined };

/** Mean loss of a batch, by the training steps of this visit; null between two rounds. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number | null;
}

export interface CommittedRound {
  readonly round: number;
  /** The last round of a task only scores its model. */
  readonly purpose: "train" | "evaluate";
  /** Whether the sum holds this tab's update. */
  readonly counted: boolean;
  readonly participants: number;
  /** Of the model that came in, over all participants' held-back examples; round 1's is the base. */
  readonly accuracy: number | null;
}

/** Everything that the page tells of taking part. */
export interface Progress {
  readonly step: Step;
  /** 0: none yet. */
  readonly round: number;
  readonly attempt: number;
  readonly purpose: "train" | "evaluate";
  readonly engine: string | undefined;
  readonly losses: readonly LossPoint[];
  /** Training steps of rounds before this one. */
  readonly earlierSteps: number;
  /** Of models; what is said besides is small. */
  readonly receivedBytes: number;
  /** Of updates. */
  readonly sentBytes: number;
  readonly committed: readonly CommittedRound[];
  /** The last few things that its user should look into, newest last. */
  readonly notices: readonly string[];
  /** Why the coordinator does not answer just now. */
  readonly trouble: string | undefined;
}

const mostNotices = 3;
/** Points of a curve; beyond, every other one goes. */
const mostPoints = 1_000;

export const noProgress: Progress = {
  step: { name: "waiting", reason: "Preparing." },
  round: 0,
  attempt: 1,
  purpose: "train",
  engine: undefined,
  losses: [],
  earlierSteps: 0,
  receivedBytes: 0,
  sentBytes: 0,
  committed: [],
  notices: [],
  trouble: undefined,
};

/** Rounds in whose sum this tab's update is. */
export function roundsCounted({ committed }: Progress): number {
  return committed.filter(({ counted, purpose }) => counted && purpose === "train").length;
}

/** After an event; those that say nothing new to a person change nothing. */
export function afterEvent(progress: Progress, event: ClientEvent): Progress {
  switch (event.kind) {
    case "joined":
      return waiting(progress, "Waiting for a place in a round.");
    case "other-tab":
      return waiting(progress, "Another tab of this browser takes part; this one waits until it has ended.");
    case "data":
    case "estimate":
    // A few held-back examples of one tab: what all participants have says more, and comes with the receipt.
    case "evaluated":
    case "stopped":
    case "done":
      return progress;
    case "engine":
      return event.decision.outcome === "taken" ? { ...progress, engine: event.decision.engine } : progress;
    case "resting":
      return waiting(progress, event.reason === "" ? "Waiting for the next round." : sentence(event.reason));
    case "assigned": {
      const { round, attempt, purpose } = event;
      return { ...progress, round, attempt, purpose, step: { name: "scoring" } };
    }
    case "restored":
      return noticed(progress, "The coordinator came back from a backup; rounds that you saw may run anew.");
    case "downloading":
      return downloading(progress, event);
    case "training":
      return training(progress, event.progress);
    case "trained": {
      const last = progress.losses.at(-1)?.step ?? 0;
      return {
        ...progress,
        step: { name: "trained" },
        earlierSteps: last + 1,
        losses: [...progress.losses, { step: last + 1, loss: null }],
      };
    }
    case "ready":
      return { ...progress, step: { name: "trained" } };
    case "keys-advertised":
      return { ...progress, step: { name: "masking", cohort: undefined } };
    case "shares-dealt":
      return { ...progress, step: { name: "masking", cohort: event.cohort } };
    case "masked":
      return progress;
    case "uploading": {
      const { sentBytes, totalBytes } = event;
      const before = progress.step.name === "sending" ? progress.step.sentBytes : 0;
      return {
        ...progress,
        step: { name: "sending", sentBytes, totalBytes },
        sentBytes: progress.sentBytes + Math.max(0, sentBytes - before),
      };
    }
    case "accepted":
      return { ...progress, step: { name: "summing", survivors: undefined } };
    case "survivors":
      return { ...progress, step: { name: "summing", survivors: event.survivors } };
    case "unmasked":
      return progress;
    case "withdrew":
      return noticed(progress, `This tab left the exchange to protect your update: ${event.detail}.`);
    case "committed": {
      const { round, counted, receipt } = event;
      const { purpose, participants, evaluation } = receipt;
      const entry = { round, purpose, counted, participants, accuracy: evaluation.accuracy };
      const committed = [...progress.committed, entry];
      return waiting({ ...progress, committed }, "Waiting for the next round.");
    }
    case "aborted":
      return waiting(
        noticed(progress, `Round ${event.round} was given up (${event.detail}); the next attempt follows.`),
        "Waiting for the next attempt.",
      );
    case "refused":
      return waiting(
        noticed(progress, `The coordinator refused the update: ${event.detail}.`),
        "Waiting for the next round.",
      );
    case "rejected":
      return noticed(progress, `No update was sent: ${event.message}.`);
    case "warning":
      return noticed(progress, event.message);
    case "reconnecting":
      return { ...progress, trouble: event.error };
    case "reconnected":
      return { ...progress, trouble: undefined };
    default:
      // A newer participant's event: passed over.
      event satisfies never;
      return progress;
  }
}

function waiting(progress: Progress, reason: string): Progress {
  return { ...progress, step: { name: "waiting", reason } };
}

function noticed(progress: Progress, notice: string): Progress {
  return { ...progress, notices: [...progress.notices, notice].slice(-mostNotices) };
}

function downloading(
  progress: Progress,
  { blob, receivedBytes, totalBytes }: Extract<ClientEvent, { kind: "downloading" }>,
): Progress {
  const { step } = progress;
  const goesOn = step.name === "downloading" && step.blob === blob && step.receivedBytes <= receivedBytes;
  return {
    ...progress,
    step: { name: "downloading", blob, receivedBytes, totalBytes },
    receivedBytes: progress.receivedBytes + receivedBytes - (goesOn ? step.receivedBytes : 0),
  };
}

function training(
  progress: Progress,
  { step, steps, epoch, epochs, loss }: Extract<ClientEvent, { kind: "training" }>["progress"],
): Progress {
  const losses = [...progress.losses, { step: progress.earlierSteps + step, loss }];
  return {
    ...progress,
    step: { name: "training", step, steps, epoch, epochs },
    losses: losses.length > mostPoints ? thinned(losses) : losses,
  };
}

function thinned(points: readonly LossPoint[]): readonly LossPoint[] {
  return points.filter(({ loss }, index) => index % 2 === 0 || loss === null || index === points.length - 1);
}

function sentence(text: string): string {
  const whole = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
