import type { Plan } from "@tributary/core/plan";

/** What each participant kept to itself, so that no export has it: a noun for "a ... of its own"; undefined: nothing. */
export function keptPart({ tuning }: Pick<Plan, "tuning">): string | undefined {
  if (tuning.method === "head" || tuning.keep === undefined) return undefined;
  switch (tuning.keep) {
    case "head":
      return "head";
    case "loraB":
      return "B of the adapters";
    default:
      return tuning.keep satisfies never;
  }
}
