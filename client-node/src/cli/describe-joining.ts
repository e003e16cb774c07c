import type { TaskOffer, Voucher } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";

/** Below, a sum says much about each update in it. */
const smallCohort = 8;
const curiousOnly = "protects against a curious coordinator only, not against one that cheats";

/** What a person should know of a task before anything of theirs goes into it. */
export function describeJoining(
  { task, plan, planDigest, fingerprint, state }: TaskOffer,
  voucher: Voucher,
): string {
  const title = plan.title === "" ? "" : ` (${plan.title})`;
  const { mode } = plan.privacy;
  const { minimum, minSurvivors } = plan.cohort;
  const lines = [
    `Joining task ${task}${title}, which is ${state}.`,
    `Coordinator ${fingerprint}, plan ${planDigest}.`,
    `${inPlainWords(mode)} Your data stay here. A sum holds at least ${minSurvivors} updates.`,
    vouching(voucher, mode),
  ];
  if (minSurvivors < smallCohort) {
    lines.push(
      `Warning: a sum may hold as few as ${minSurvivors} updates; below ${smallCohort} a sum says much about each.`,
    );
  }
  if (mode === "secure" && minimum < smallCohort) {
    lines.push(
      `Warning: as few as ${minimum} clients may mask their updates; below ${smallCohort} that ${curiousOnly}.`,
    );
  }
  return lines.join("\n");
}

function inPlainWords(mode: Plan["privacy"]["mode"]): string {
  switch (mode) {
    case "sealed":
      return "Mode sealed: the coordinator can read each update that you send.";
    case "secure":
      return "Mode secure: the coordinator learns the sum of all updates alone, not yours.";
    default:
      return mode satisfies never;
  }
}

function vouching(voucher: Voucher, mode: Plan["privacy"]["mode"]): string {
  const against = mode === "secure" ? `, which ${curiousOnly}` : "";
  switch (voucher.kind) {
    case "nobody":
      return `Nobody vouches for who takes part: anyone with the invitation may${against}.`;
    case "not-pinned":
      return (
        `A roster of ${voucher.organisation} (${voucher.fingerprint}) is offered, but not pinned: the coordinator may ` +
        `have had anybody sign it, and may let anyone take part${against}. If ${voucher.organisation} itself told you ` +
        "that fingerprint, pin it with --roster-key."
      );
    case "pinned":
      return `${voucher.organisation} (${voucher.fingerprint}) vouches for who takes part: its members alone.`;
    default:
      return voucher satisfies never;
  }
}
