import type { Input } from "../../plan/input.ts";
import type { FamilyProblem } from "../family.ts";

export type ImageInput = Extract<Input, { readonly kind: "image" }>;

/** Why a family that reads images cannot read this input. */
export function readsImage(
  family: string,
  input: Input,
  check: (input: ImageInput) => FamilyProblem | undefined,
): FamilyProblem | undefined {
  if (input.kind === "image") return check(input);
  return { path: ["input", "kind"], message: `expected image, which ${family} reads, got ${input.kind}` };
}

/** Why a network that was made for so many channels cannot read this image. */
export function readsChannels(wanted: number, { channels }: ImageInput): FamilyProblem | undefined {
  if (channels === wanted) return undefined;
  return {
    path: ["input", "channels"],
    message: `expected the model's numChannels, ${wanted}, got ${channels}`,
  };
}

/** The image of a plan whose problem has no answer. */
export function imageOf(family: string, input: Input): ImageInput {
  if (input.kind !== "image") throw new RangeError(`${family} reads images`);
  return input;
}
