import { z } from "zod";

import type { DeepReadonly } from "../support/index.ts";
import { positive, text } from "./fields.ts";

const perChannel = z.array(z.number()).min(1).max(3);

/** What an example is, so that every client prepares its data alike. */
export const inputSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("image"),
    /** Pixels. Images of another size are resized (bilinear). */
    width: z.int().min(1).max(1024),
    height: z.int().min(1).max(1024),
    /** 1: grey, 3: red, green, blue. */
    channels: z.union([z.literal(1), z.literal(3)]),
    /** What the model sees for no light and for full light; the first is the lower. */
    range: z.tuple([z.number(), z.number()]).default([0, 1]),
    /** What the model was trained on; an image of the other kind (its mean tells) is inverted. `as-is`: never. */
    polarity: z.enum(["light-on-dark", "dark-on-light", "as-is"]).default("as-is"),
    /** Subtracted from each channel once its values are in range; default: 0. */
    mean: perChannel.optional(),
    /** What each channel is divided by then; default: 1. */
    std: z.array(positive).min(1).max(3).optional(),
  }),
  z.strictObject({
    kind: z.literal("features"),
    /** Numeric columns an example has. */
    size: z.int().min(1).max(1_000_000),
    /** Names of the columns, in order; without them a client takes every column but the label's, in the file's order. */
    columns: z.array(text.min(1).max(200)).max(1_000_000).optional(),
    /** Subtracted from each column first; default: 0. */
    mean: z.array(z.number()).max(1_000_000).optional(),
    /** What each column is divided by then; default: 1. */
    scale: z.array(positive).max(1_000_000).optional(),
  }),
  z.strictObject({
    kind: z.literal("text"),
    /** Tokens of an example, special ones included; what is longer is cut. */
    maximumTokens: z.int().min(2).max(8_192).default(128),
    /** How prompts and conversations become one text. */
    template: z.enum(["plain", "chatml"]).default("plain"),
  }),
]);

export type Input = DeepReadonly<z.output<typeof inputSchema>>;
