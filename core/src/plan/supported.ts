import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { Plan } from "./schema.ts";

/** Refuses a valid plan that asks for what this release cannot do; nothing is ever replaced by something weaker. */
export function checkSupported(plan: Plan): Result<void, string> {
  if (plan.privacy.mode === "secure") {
    return err(
      "mode secure is not available in this release; write `privacy: { mode: sealed }` and every participant " +
        "will be told that the coordinator can read its update",
    );
  }
  return ok(undefined);
}
