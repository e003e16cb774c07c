import type {
  AgreementInput,
  ParticipantSettings,
  ParticipationPolicy,
  PolicyInput,
} from "@tributary/core/participant";
import { parsePolicy, settingsFrom } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";
import { formatProblems } from "@tributary/core/yaml";

import { readText } from "./readers/read-text.ts";

/** What whoever takes part agrees to; each demand holds beside the others. */
export interface AgreementOptions extends Omit<AgreementInput, "policy"> {
  /** The path of a policy (YAML), or one as an object: a task outside it is refused. */
  readonly policy?: string | PolicyInput;
}

/** @throws UserError for a fingerprint, number or policy that is none */
export async function settingsFor({ policy, ...options }: AgreementOptions): Promise<ParticipantSettings> {
  if (typeof policy !== "string")
    return settingsFrom({ ...options, ...(policy !== undefined && { policy }) });
  return { ...settingsFrom(options), policy: await policyAt(policy) };
}

async function policyAt(path: string): Promise<ParticipationPolicy> {
  const parsed = parsePolicy(await readText(path), path);
  if (parsed.ok) return parsed.value;
  throw new UserError(formatProblems(parsed.error));
}
