import { linePlot } from "../plot/line-plot.ts";
import { h, say } from "./dom.ts";
import type { LossPoint } from "./progress.ts";

/** A curve of training's loss with its figures in words; empty until there are two points. */
export function lossCurve(): {
  readonly root: HTMLElement;
  show(losses: readonly LossPoint[]): void;
  destroy(): void;
} {
  const caption = h("figcaption");
  const picture = h("div", { class: "plot", role: "img" });
  const root = h("figure", { class: "curve", part: "curve", hidden: true }, caption, picture);
  let plot: ReturnType<typeof linePlot> | undefined;
  let shown: readonly LossPoint[] = [];
  return {
    root,
    show(losses) {
      if (losses === shown || losses.length < 2 || !root.isConnected) return;
      shown = losses;
      root.hidden = false;
      const summary = lossInWords(losses);
      say(caption, summary);
      picture.setAttribute("aria-label", `Curve of the loss. ${summary}`);
      plot ??= linePlot(picture, {
        lines: [{ label: "loss", colour: "--_accent" }],
        heightPx: 180,
        inkColour: "--_muted",
        gridColour: "--_line",
        yValue: (loss) => String(Number(loss.toPrecision(3))),
      });
      plot.show({ x: losses.map(({ step }) => step), lines: [losses.map(({ loss }) => loss)] });
    },
    destroy: () => plot?.destroy(),
  };
}

function lossInWords(losses: readonly LossPoint[]): string {
  const values = losses.flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const [first = 0] = values;
  const last = values.at(-1) ?? first;
  return `Loss on your examples: ${first.toFixed(2)} at first, ${last.toFixed(2)} now`;
}
