import type { Digest } from "../support/index.ts";
import type { TaskOffer } from "./connection.ts";
import { rosterProblem } from "./membership.ts";
import type { Looking } from "./membership.ts";
import { fail } from "./next.ts";
import type { Next } from "./next.ts";
import { policyProblem } from "./policy.ts";
import type { ParticipantSettings } from "./ports.ts";

/** Whose word there is for the clients in a cohort. */
export type Voucher =
  /** Nobody's: anyone may take part, under as many keys as they like. */
  | { readonly kind: "nobody" }
  /** A roster is offered, and this client has no means to tell whose it is. */
  | { readonly kind: "not-pinned"; readonly organisation: string; readonly fingerprint: Digest }
  /** That of the organisation which this client pins; its members alone may take part. */
  | { readonly kind: "pinned"; readonly organisation: string; readonly fingerprint: Digest };

/** The settings with what their policy demands besides: each demand holds, whoever makes it. */
export function withPolicy(settings: ParticipantSettings): ParticipantSettings {
  const { policy, organisation = policy?.roster } = settings;
  const demands = [settings.minSurvivors, policy?.minSurvivors].filter((demand) => demand !== undefined);
  return {
    ...settings,
    ...(organisation !== undefined && { organisation }),
    ...(demands.length > 0 && { minSurvivors: Math.max(...demands) }),
  };
}

/** The task is known: it is agreed to, or refused before anything of this client's is read. */
export function taskOffered(offer: TaskOffer, settings: ParticipantSettings, who: Looking): Next {
  const problem = disagreement(offer, settings, who);
  if (problem !== undefined) return fail(problem);
  const voucher = voucherOf(offer, settings);
  return { phase: { name: "reading-data", offer }, events: [{ kind: "joined", offer, voucher }] };
}

/** Why this client does not take part in a task, in one sentence; undefined if it does. */
function disagreement(
  offer: TaskOffer,
  { acceptSealed, policy, minSurvivors, organisation }: ParticipantSettings,
  who: Looking,
): string | undefined {
  const { task, plan, fingerprint } = offer;
  const outside = policy === undefined ? undefined : policyProblem(policy, offer);
  if (outside !== undefined) return `Task ${task} is outside this client's policy: ${outside}.`;
  if (plan.privacy.mode === "sealed" && !acceptSealed) {
    return (
      `Task ${task} runs in mode sealed: its coordinator (${fingerprint}) can read each of your updates. ` +
      "If you trust it with them, accept that explicitly (--accept-sealed, or acceptSealed: true) and join again."
    );
  }
  // What others return of this client's shares takes its masks off: only what the plan binds them all to counts.
  const fewest = plan.cohort.minSurvivors;
  if (minSurvivors !== undefined && fewest < minSurvivors) {
    return (
      `Task ${task} may sum as few as ${fewest} updates, and at least ${minSurvivors} are demanded here; ` +
      "ask its operator for a plan with a larger cohort.minSurvivors, or demand less (--min-survivors)."
    );
  }
  return organisation === undefined ? undefined : rosterProblem(offer.members, organisation, who);
}

function voucherOf({ members }: TaskOffer, { organisation: pinned }: ParticipantSettings): Voucher {
  if (members === undefined) return { kind: "nobody" };
  const { organisation, fingerprint } = members;
  return { kind: pinned === undefined ? "not-pinned" : "pinned", organisation, fingerprint };
}
