import type { Input } from "../../plan/input.ts";
import type { FamilyProblem } from "../family.ts";

/** Why a family that reads at most `positions` tokens cannot read this input. */
export function readsText(family: string, input: Input, positions: number): FamilyProblem | undefined {
  if (input.kind !== "text") {
    const message = `expected text, which ${family} reads, got ${input.kind}`;
    return { path: ["input", "kind"], message };
  }
  if (input.maximumTokens <= positions) return undefined;
  const message = `expected at most ${positions}, the positions that the model knows, got ${input.maximumTokens}`;
  return { path: ["input", "maximumTokens"], message };
}
