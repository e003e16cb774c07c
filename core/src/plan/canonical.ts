import { sha256 } from "@noble/hashes/sha2.js";

import { canonicalBytes, canonicalJson, digest, err, ok, parseCanonical, toHex } from "../support/index.ts";
import type { Digest, Result } from "../support/index.ts";
import { keyPath } from "../yaml/index.ts";
import { checkPlan } from "./check.ts";
import type { Plan } from "./schema.ts";

/** The plan as canonical JSON in UTF-8, every default filled in: what is hashed, signed and sent. */
export function planBytes(plan: Plan): Uint8Array {
  return canonicalBytes(plan);
}

/** SHA-256 of planBytes: what `sha256sum` says of the plan as it is sent. */
export function planDigest(plan: Plan): Digest {
  return digest(toHex(sha256(planBytes(plan))));
}

/**
 * A plan from the bytes that a coordinator sends. They must be what planBytes gives, to the byte: canonical, with
 * no default left out.
 */
export function decodePlan(bytes: Uint8Array): Result<Plan, string> {
  const value = parseCanonical(bytes);
  if (value === undefined) return err("the plan is not JSON in canonical form");
  const checked = checkPlan(value);
  if (!checked.ok) {
    const [first, ...rest] = checked.error;
    const where = first === undefined || first.path.length === 0 ? "" : ` at ${keyPath(first.path)}`;
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
    return err(`the plan is not valid${where}: ${first?.message ?? "it was refused"}${more}`);
  }
  if (canonicalJson(checked.value) !== canonicalJson(value)) {
    return err("the plan is not complete: expected every default filled in");
  }
  return ok(checked.value);
}
