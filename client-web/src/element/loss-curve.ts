import type { LinePlot, PlotOptions } from "../plot/line-plot.ts";
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
  let plot: LinePlot | undefined;
  let begun = false;
  let ended = false;
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
      if (begun) draw();
      else {
        begun = true;
        // Loaded once there is something to draw: most who look at a page never train.
        void import("../plot/line-plot.ts").then(({ linePlot }) => {
          if (ended) return;
          plot = linePlot(picture, look);
          draw();
        });
      }
    },
    destroy() {
      ended = true;
      plot?.destroy();
    },
  };

  function draw(): void {
    plot?.show({ x: shown.map(({ step }) => step), lines: [shown.map(({ loss }) => loss)] });
  }
}

const look: PlotOptions = {
  lines: [{ label: "loss", colour: "--_accent" }],
  heightPx: 180,
  inkColour: "--_muted",
  gridColour: "--_line",
  yValue: (loss) => String(Number(loss.toPrecision(3))),
};

function lossInWords(losses: readonly LossPoint[]): string {
  const values = losses.flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const [first = 0] = values;
  const last = values.at(-1) ?? first;
  return `Loss on your examples: ${first.toFixed(2)} at first, ${last.toFixed(2)} now`;
}
