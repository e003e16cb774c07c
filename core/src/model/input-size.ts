import type { Input } from "../plan/input.ts";

/** Numbers that make up one example; of a text the most tokens. */
export function inputSize(input: Input): number {
  switch (input.kind) {
    case "image":
      return input.width * input.height * input.channels;
    case "features":
      return input.size;
    case "text":
      return input.maximumTokens;
    default:
      return input satisfies never;
  }
}
