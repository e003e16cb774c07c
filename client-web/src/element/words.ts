import type { TaskDescription } from "../session.ts";
import type { Progress } from "./progress.ts";
import { bytes, counted } from "./quantities.ts";
import type { Setting } from "./setting.ts";
import type { View } from "./view-state.ts";

/** Below, a sum says much about each update in it. */
const smallCohort = 8;

export function titleOf({ title, task }: TaskDescription): string {
  return title === "" ? task : title;
}

/** What the model does, in a sentence. */
export function purposeOf({ plan: { input, labels } }: TaskDescription): string {
  const what = {
    image: input.kind === "image" ? `pictures of ${input.width}\u00a0×\u00a0${input.height}` : "",
    features: input.kind === "features" ? `rows of ${counted(input.size, "number")}` : "",
    text: "texts",
  }[input.kind];
  if (labels.length === 0) return `A language model learns from ${what}.`;
  const shown =
    labels.length > 10 ? `${labels.slice(0, 5).join(", ")} and ${labels.length - 5} more` : labels.join(", ");
  return `A model learns to sort ${what} into ${counted(labels.length, "class", "classes")}: ${shown}.`;
}

/** Who can read an update, in plain words. */
export function modeInWords({ plan }: TaskDescription): { readonly title: string; readonly text: string } {
  const { minSurvivors } = plan.cohort;
  switch (plan.privacy.mode) {
    case "secure":
      return {
        title: "Only the sum can be read",
        text:
          `Your update is hidden under random masks that cancel out when at least ${minSurvivors} updates are added up. ` +
          "The coordinator learns the sum, not yours.",
      };
    case "sealed":
      return {
        title: "The coordinator can read your update",
        text:
          "Your update is encrypted on its way, and its coordinator opens it. An update says much about the examples " +
          "that it was made from: join only if you would trust the coordinator with them.",
      };
    default:
      return plan.privacy.mode satisfies never;
  }
}

/** Who says that the others who take part are who they should be. */
export function voucherInWords({ organisation }: TaskDescription, { organisation: pinned }: Setting): string {
  if (organisation === undefined) {
    return "Nobody vouches for the others: whoever has the address may take part.";
  }
  return organisation.fingerprint === pinned
    ? `${organisation.name} vouches for the others: its members alone take part.`
    : `${organisation.name} is named as vouching for the others. This page cannot tell whether that is so.`;
}

export function cautionsOf({ plan }: TaskDescription): readonly string[] {
  const { minSurvivors } = plan.cohort;
  if (plan.privacy.mode !== "secure" || minSurvivors >= smallCohort) return [];
  return [
    `A sum may hold as few as ${minSurvivors} updates; below ${smallCohort}, a sum says much about each of them.`,
  ];
}

/** What leaves the tab and what does not. */
export function trafficInWords({ plan, baseBytes }: TaskDescription): {
  readonly leaves: readonly string[];
  readonly stays: readonly string[];
} {
  const hidden = plan.privacy.mode === "secure" ? ", under its masks" : ", which the coordinator can read";
  return {
    leaves: [
      `In each round one update: how training changed the model${hidden}.`,
      `With it${plan.privacy.mode === "secure" ? ", under the same masks" : ""}: how many examples you have, and how the model did on those held back.`,
      "Your browser's address and a key that was made for this federation.",
    ],
    stays: [
      "Your files, drawings and texts, and what you try the model on.",
      `The model that is downloaded (${bytes(baseBytes)} or less), and all training.`,
    ],
  };
}

/** What a page can promise, depending on who serves it. */
export function servedInWords({ plan }: TaskDescription, { coordinator, pageOrigin }: Setting): string {
  const secure = plan.privacy.mode === "secure";
  if (new URL(coordinator, pageOrigin).origin !== pageOrigin) {
    const code = secure ? "that hides your update" : "that reads your data";
    return `This page comes from ${new URL(pageOrigin).host}, not from the coordinator: whoever runs it is trusted with the code ${code}.`;
  }
  return secure
    ? "This page comes from the coordinator itself, and so does the code that hides your update. It protects you from a " +
        "coordinator that is curious, not from one that cheats: that one could serve other code. If you need more, take " +
        "part from Node, or from a page that somebody else serves."
    : "This page comes from the coordinator itself, and so does the code that reads your data here. You trust whoever runs " +
        "it with both; if you need more, take part from Node.";
}

/** What is said aloud; it changes with the step, never with each percent. */
export function announcement(view: View): string {
  switch (view.state) {
    case "insecure":
      return "This page needs a secure address.";
    case "opening":
      return "Reaching the coordinator.";
    case "unreachable":
      return `The coordinator cannot be reached. ${view.problem}`;
    case "choosing":
      return view.problem ?? `Connect your data to ${titleOf(view.task)}.`;
    case "previewing":
      return `Reading ${view.source.name}.`;
    case "ready":
      return `${counted(view.preview.exampleCount, "example")} found. Nothing has been sent.`;
    case "taking-part":
      return view.leaving ? "Leaving." : progressInWords(view.progress, view.task);
    case "committed":
      return "The task is complete; you can try the model.";
    case "stopped":
      return "You left. Nothing more is sent.";
    case "failed":
      return `It did not work. ${view.problem}`;
    default:
      return view satisfies never;
  }
}

/** The round and its step, in a sentence. */
export function progressInWords(
  { step, round, attempt, trouble }: Progress,
  { plan }: TaskDescription,
): string {
  if (trouble !== undefined) return "The coordinator does not answer; trying again.";
  const of = round > plan.rounds.maximum ? "Last scoring" : `Round ${round} of ${plan.rounds.maximum}`;
  const where = round === 0 ? "" : attempt === 1 ? `${of}: ` : `${of}, attempt ${attempt}: `;
  switch (step.name) {
    case "waiting":
      return step.reason;
    case "downloading":
      return step.blob === "base" ? "Downloading the model." : `${where}downloading the newest model.`;
    case "scoring":
      return `${where}trying the model on your held-back examples.`;
    case "training":
      return `${where}training on your examples.`;
    case "trained":
      return `${where}trained; waiting for the others.`;
    case "masking":
      return step.cohort === undefined
        ? `${where}agreeing on masks with the others.`
        : `${where}masking the update among ${step.cohort}.`;
    case "sending":
      return `${where}sending the update.`;
    case "summing":
      return step.survivors === undefined
        ? `${where}your update has arrived; the sum is being made.`
        : `${where}the sum holds ${step.survivors} updates, yours among them.`;
    default:
      return step satisfies never;
  }
}
