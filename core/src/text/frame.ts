import { UserError } from "../support/index.ts";
import type { Frame } from "./tokenizer.ts";

/** Tokens in their frame, cut at their end to `maximumTokens` in all. @throws UserError if nothing but the frame would fit */
export function framed(
  ids: readonly number[],
  { before, after }: Frame,
  maximumTokens: number,
): readonly number[] {
  const room = maximumTokens - before.length - after.length;
  if (!(room >= 1)) {
    throw new UserError(
      `The tokenizer puts ${before.length + after.length} tokens around each text, so that ${maximumTokens} leave no room for it; ` +
        "give input.maximumTokens a larger number.",
    );
  }
  return [...before, ...ids.slice(0, room), ...after];
}
