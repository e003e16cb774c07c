import type { FamilyPlan } from "@tributary/core/model";
import type { Encoder } from "./batches/index.ts";

/** What came with a base model: text by file name. */
export type Assets = ReadonlyMap<string, string>;

/** The tokenizer of a base model; undefined where the plan's input is no text. @throws UserError if it is missing or broken */
export function encoderOf({ input }: Pick<FamilyPlan, "input">, _assets: Assets): Encoder | undefined {
  if (input.kind !== "text") return undefined;
  throw new Error("texts cannot be read yet");
}
