import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { quoted } from "./problem.ts";

/** From a label as the data have it to its index in the plan, or why it has none. */
export type LabelReader = (label: string) => Result<number, string>;

/** `names` maps labels of the data to the plan's (old to new); a label that it does not hold must be the plan's own. */
export function labelReader(
  labels: readonly string[],
  names: ReadonlyMap<string, string> = new Map(),
): LabelReader {
  const indexes = new Map(labels.map((label, index) => [label, index]));
  return (text) => {
    const own = text.trim();
    const label = names.get(own) ?? own;
    const index = indexes.get(label);
    if (index !== undefined) return ok(index);
    const got = names.has(own) ? `${quoted(label)} (mapped from ${quoted(own)})` : quoted(label);
    const near = nearest(label, labels);
    const listed = labels.length > 12 ? `${labels.slice(0, 12).join(", ")}, ...` : labels.join(", ");
    const advice = near === undefined ? `they are ${listed}` : `did you mean ${quoted(near)}?`;
    return err(`expected one of the plan's ${labels.length} labels, got ${got}; ${advice}`);
  };
}
