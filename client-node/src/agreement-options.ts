import type { ParticipantSettings, ParticipationPolicy, PolicyInput } from "@tributary/core/participant";
import { checkPolicy, parsePolicy } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";
import { formatProblems, keyPath } from "@tributary/core/yaml";

import { parseFingerprint } from "./address.ts";
import { readText } from "./readers/read-text.ts";

/** What whoever takes part agrees to; each demand holds beside the others. */
export interface AgreementOptions {
  /** Must be true to join a task in mode `sealed`, whose coordinator can read each of your updates. */
  readonly acceptSealed?: boolean;
  /** Fingerprint of the organisation whose roster you trust: its members alone may take part, you among them. */
  readonly organisation?: string;
  /** Fewest updates that a sum may hold, from 1 on: a task whose plan allows less is refused. */
  readonly minSurvivors?: number;
  /** The path of a policy (YAML), or one as an object: a task outside it is refused. */
  readonly policy?: string | PolicyInput;
}

/** @throws UserError for a fingerprint, number or policy that is none */
export async function settingsFor(options: AgreementOptions): Promise<ParticipantSettings> {
  const { acceptSealed = false, organisation, minSurvivors, policy } = options;
  if (minSurvivors !== undefined && !(Number.isSafeInteger(minSurvivors) && minSurvivors >= 1)) {
    throw new UserError(`minSurvivors is ${minSurvivors}; expected a whole number from 1 on.`);
  }
  return {
    acceptSealed,
    ...(organisation !== undefined && {
      organisation: parseFingerprint("an organisation's", organisation),
    }),
    ...(minSurvivors !== undefined && { minSurvivors }),
    ...(policy !== undefined && { policy: await policyOf(policy) }),
  };
}

async function policyOf(policy: string | PolicyInput): Promise<ParticipationPolicy> {
  if (typeof policy === "string") {
    const parsed = parsePolicy(await readText(policy), policy);
    if (parsed.ok) return parsed.value;
    throw new UserError(formatProblems(parsed.error));
  }
  const checked = checkPolicy(policy);
  if (checked.ok) return checked.value;
  const problems = checked.error.map(({ path, message }) => `${keyPath(path)}: ${message}`);
  throw new UserError(`The policy is not valid: ${problems.join("; ")}.`);
}
