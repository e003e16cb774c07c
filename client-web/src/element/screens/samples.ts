import type { Sample, TaskDescription } from "../../session.ts";
import { h } from "../dom.ts";
import { pixelsOf } from "../pixels.ts";

/** A few examples, as they were read. */
export function samplesOf(
  samples: readonly Sample[],
  { plan: { input } }: TaskDescription,
): HTMLElement | undefined {
  if (samples.length === 0) return undefined;
  const items = samples.map((sample) => h("li", {}, shown(sample, input)));
  return h(
    "section",
    {},
    h("h3", {}, "As they were read"),
    h("ul", { class: input.kind === "image" ? "samples" : "samples texts" }, ...items),
  );
}

function shown({ label, text, values }: Sample, input: TaskDescription["plan"]["input"]): HTMLElement {
  if (input.kind === "image" && values !== undefined) {
    const caption = label === undefined ? undefined : h("figcaption", {}, label);
    return h("figure", {}, picture(values, input, label), caption);
  }
  const words = text ?? Array.from(values ?? [], (value) => String(Number(value.toPrecision(3)))).join("  ");
  return h("span", {}, label === undefined ? "" : h("strong", {}, `${label}: `), words);
}

function picture(
  values: Float32Array,
  input: Parameters<typeof pixelsOf>[1],
  label: string | undefined,
): HTMLElement {
  const { width, height } = input;
  const canvas = h("canvas", {
    width: String(width),
    height: String(height),
    role: "img",
    "aria-label": label === undefined ? "A picture" : `A picture of ${label}`,
  });
  canvas.getContext("2d")?.putImageData(new ImageData(pixelsOf(values, input), width, height), 0, 0);
  return canvas;
}
