import { UserError, parseFingerprint } from "../support/index.ts";
import { keyPath } from "../yaml/index.ts";
import { checkPolicy } from "./policy.ts";
import type { ParticipationPolicy, PolicyInput } from "./policy.ts";
import type { ParticipantSettings } from "./ports.ts";

/** What whoever takes part agrees to, as a program says it; each demand holds beside the others. */
export interface AgreementInput {
  /** Must be true to join a task in mode `sealed`, whose coordinator can read each of your updates. */
  readonly acceptSealed?: boolean;
  /** Fingerprint of the organisation whose roster you trust: its members alone may take part, you among them. */
  readonly organisation?: string;
  /** Fewest updates that a sum may hold, from 1 on: a task whose plan allows less is refused. */
  readonly minSurvivors?: number;
  /** A task outside it is refused. */
  readonly policy?: PolicyInput;
}

/** @throws UserError for a fingerprint, number or policy that is none */
export function settingsFrom({
  acceptSealed = false,
  organisation,
  minSurvivors,
  policy,
}: AgreementInput): ParticipantSettings {
  if (minSurvivors !== undefined && !(Number.isSafeInteger(minSurvivors) && minSurvivors >= 1)) {
    throw new UserError(`minSurvivors is ${minSurvivors}; expected a whole number from 1 on.`);
  }
  return {
    acceptSealed,
    ...(organisation !== undefined && {
      organisation: parseFingerprint("an organisation's", organisation),
    }),
    ...(minSurvivors !== undefined && { minSurvivors }),
    ...(policy !== undefined && { policy: policyFrom(policy) }),
  };
}

function policyFrom(policy: PolicyInput): ParticipationPolicy {
  const checked = checkPolicy(policy);
  if (checked.ok) return checked.value;
  const problems = checked.error.map(({ path, message }) => `${keyPath(path)}: ${message}`);
  throw new UserError(`The policy is not valid: ${problems.join("; ")}.`);
}
