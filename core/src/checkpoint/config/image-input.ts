import { z } from "zod";

import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { count, fieldsOf } from "./fields.ts";
import type { ImageSection } from "./sections.ts";

const file = "preprocessor_config.json";

const side = count.max(1024);

const size = z
  .union([side, z.object({ height: side, width: side }), z.object({ shortest_edge: side })])
  .describe("a side of at most 1024, or a height and a width");

const perChannel = z
  .union([z.number(), z.array(z.number()).min(1).max(3)])
  .describe("a number for each channel");

const preprocessor = z.object({
  size: size.optional(),
  crop_size: size.optional(),
  do_center_crop: z.boolean().default(false),
  do_rescale: z.boolean().default(true),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: perChannel.optional(),
  image_std: perChannel.optional(),
});

/** The `input` section by preprocessor_config.json, for a model with so many channels. */
export function imageInput(text: string, channels: number): Result<ImageSection, string> {
  if (channels !== 1 && channels !== 3) {
    return err(`config.json: num_channels: expected 1 or 3, got ${channels}`);
  }
  const read = fieldsOf(preprocessor, text, file);
  if (!read.ok) return read;
  const fields = read.value;
  const cropped = fields.do_center_crop ? fields.crop_size : undefined;
  const sides = sidesOf(cropped ?? fields.size ?? fields.crop_size);
  if (sides === undefined) return err(`${file}: size: expected ${size.description}, got nothing`);
  const common = { kind: "image", ...sides, channels, range: rangeOf(fields) } as const;
  if (!fields.do_normalize) return ok(common);
  const mean = channelsOf(fields.image_mean, channels);
  const std = channelsOf(fields.image_std, channels);
  if (mean === undefined) return err(`${file}: image_mean: expected ${channels} numbers`);
  if (std === undefined || std.some((value) => value <= 0)) {
    return err(`${file}: image_std: expected ${channels} numbers above 0`);
  }
  return ok({ ...common, mean, std });
}

function sidesOf(
  given: z.output<typeof size> | undefined,
): { readonly width: number; readonly height: number } | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "number") return { width: given, height: given };
  return "width" in given
    ? { width: given.width, height: given.height }
    : { width: given.shortest_edge, height: given.shortest_edge };
}

/** What the darkest and the lightest pixel become. */
function rangeOf({ do_rescale, rescale_factor }: z.output<typeof preprocessor>): readonly [number, number] {
  if (!do_rescale) return [0, 255];
  const top = 255 * rescale_factor;
  // 0.00392156862745098 and its like are 1 / 255.
  return [0, Math.abs(top - 1) < 1e-6 ? 1 : top];
}

function channelsOf(given: z.output<typeof perChannel> | undefined, channels: number): number[] | undefined {
  if (typeof given === "number") return Array.from({ length: channels }, () => given);
  return given?.length === channels ? given : undefined;
}
