import type { TaskDescription } from "../session.ts";
import type { Step } from "./progress.ts";

type Stage = "Download" | "Train" | "Wait" | "Mask" | "Send";

/** The stages of a round, in order; nothing is masked in mode sealed. */
export function stagesOf({ plan }: TaskDescription): readonly Stage[] {
  return plan.privacy.mode === "secure"
    ? ["Download", "Train", "Wait", "Mask", "Send"]
    : ["Download", "Train", "Wait", "Send"];
}

/** Which stage a step belongs to; undefined: between rounds. */
export function stageOf(step: Step): Stage | undefined {
  switch (step.name) {
    case "waiting":
      return undefined;
    case "downloading":
      return "Download";
    case "scoring":
    case "training":
      return "Train";
    case "trained":
      return "Wait";
    case "masking":
      return "Mask";
    case "sending":
    case "summing":
      return "Send";
    default:
      return step satisfies never;
  }
}

/** How far a step is, 0 .. 1; undefined: nobody knows. */
export function shareOf(step: Step): number | undefined {
  switch (step.name) {
    case "downloading":
      return ratio(step.receivedBytes, step.totalBytes);
    case "training":
      return ratio(step.step, step.steps);
    case "sending":
      return ratio(step.sentBytes, step.totalBytes);
    case "waiting":
    case "scoring":
    case "trained":
    case "masking":
    case "summing":
      return undefined;
    default:
      return step satisfies never;
  }
}

function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.min(1, part / whole) : undefined;
}
