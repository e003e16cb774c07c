import type { PixelFormat } from "@tributary/core/records";
import type { DataFormat } from "@tributary/core/records";

import type { FlagKind, Flags } from "./arguments.ts";
import { UsageError, oneOf } from "./arguments.ts";

/** The flags that say how data are read; every command that reads data has them. */
export const dataFlags = {
  "label-column": "text",
  "text-column": "text",
  label: "texts",
  image: "text",
  scale: "text",
  header: "text",
  quotes: "text",
} as const satisfies Record<string, FlagKind>;

/** @throws UsageError */
export function dataFormatOf(flags: Flags<typeof dataFlags>): DataFormat {
  const { "label-column": label, "text-column": text } = flags;
  const header = yesOrNo("header", flags.header);
  const quotes = yesOrNo("quotes", flags.quotes);
  if (flags.scale !== undefined && flags.image === undefined)
    throw new UsageError("--scale belongs to --image, which is missing.");
  return {
    ...(label !== undefined && { labelColumn: columnOf(label) }),
    ...(text !== undefined && { textColumn: columnOf(text) }),
    ...(flags.label.length > 0 && { labelMap: new Map(flags.label.map(renaming)) }),
    ...(flags.image !== undefined && { image: pixelsOf(flags.image, flags.scale ?? "255") }),
    ...(header !== undefined && { header }),
    ...(quotes !== undefined && { quotes }),
  };
}

function yesOrNo(name: string, text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : oneOf(name, text, ["yes", "no"]) === "yes";
}

/** A name, or a place if it is a whole number. */
function columnOf(text: string): string | number {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function renaming(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  if (equals < 1 || equals === text.length - 1) {
    throw new UsageError(
      `--label is ${JSON.stringify(text)}; expected old=new: a label of the data and the plan's name for it.`,
    );
  }
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function pixelsOf(size: string, fullLight: string): PixelFormat {
  const match = /^(\d{1,5})x(\d{1,5})(?:x([13]))?$/.exec(size);
  const [width, height, channels] = [
    Number(match?.[1]),
    Number(match?.[2]),
    match?.[3] === "3" ? 3 : 1,
  ] as const;
  if (match === null || width === 0 || height === 0) {
    throw new UsageError(
      `--image is ${JSON.stringify(size)}; expected WIDTHxHEIGHTxCHANNELS, such as 8x8x1 (channels: 1 or 3).`,
    );
  }
  const scale = Number(fullLight);
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new UsageError(
      `--scale is ${JSON.stringify(fullLight)}; expected the number that stands for full light, such as 16 or 255.`,
    );
  }
  return { width, height, channels, scale };
}
