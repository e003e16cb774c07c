import type { Plan } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { Random } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import { augmentation } from "./augment.ts";
import type { Change } from "./batch.ts";
import { tokenDropout } from "./token-dropout.ts";

/** What the plan's augmentation does to an example each time that it is trained on; undefined: nothing. */
export function changeOf(
  plan: Pick<Plan, "input" | "training">,
  tokenizer: Tokenizer | undefined,
  random: Random,
): Change | undefined {
  const chance = draw(random);
  const augment = augmentation(plan);
  if (augment !== undefined) {
    return ({ values }) => {
      const changed = new Float32Array(values.length);
      augment(values, changed, chance);
      return changed;
    };
  }
  const rate = plan.training.augmentation.tokenDropout ?? 0;
  const mask = tokenizer?.maskId;
  if (rate === 0 || tokenizer === undefined || mask === undefined) return undefined;
  return ({ values, counted }) => tokenDropout(values, counted, rate, mask, tokenizer.specialIds, chance);
}
