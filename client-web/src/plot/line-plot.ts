import uPlot from "uplot";

/** Lines over a common x; null: no point there, a gap. */
export interface PlotData {
  readonly x: readonly number[];
  readonly lines: readonly (readonly (number | null)[])[];
}

export interface PlotOptions {
  /** One a line: what it shows, and the custom property that holds its colour. */
  readonly lines: readonly { readonly label: string; readonly colour: string }[];
  readonly heightPx: number;
  /** Custom properties for axes' words and for grid lines. */
  readonly inkColour: string;
  readonly gridColour: string;
  readonly xValue?: (x: number) => string;
  readonly yValue?: (y: number) => string;
}

export interface LinePlot {
  show(data: PlotData): void;
  /** Takes it out of the page and ends what it watches. */
  destroy(): void;
}

/**
 * A plot as wide as its host. It is a picture: give the host a role and a label that say in words what it shows.
 * Colours are custom properties of the host, read anew when the system's theme changes.
 */
export function linePlot(host: HTMLElement, options: PlotOptions): LinePlot {
  let data = aligned({ x: [], lines: options.lines.map(() => []) });
  let plot = draw();

  function draw(): uPlot {
    return new uPlot(plotOptions(host, options), data, host);
  }
  const redraw = (): void => {
    plot.destroy();
    plot = draw();
  };
  const resized = new ResizeObserver(() => {
    const width = widthOf(host);
    if (width !== plot.width) plot.setSize({ width, height: options.heightPx });
  });
  resized.observe(host);
  const theme = matchMedia("(prefers-color-scheme: dark)");
  theme.addEventListener("change", redraw);
  return {
    show(shown) {
      data = aligned(shown);
      plot.setData(data);
    },
    destroy() {
      resized.disconnect();
      theme.removeEventListener("change", redraw);
      plot.destroy();
    },
  };
}

function widthOf(host: HTMLElement): number {
  return Math.max(160, Math.floor(host.getBoundingClientRect().width));
}

function aligned({ x, lines }: PlotData): uPlot.AlignedData {
  return [[...x], ...lines.map((line) => [...line])];
}

/** A custom property as the canvas takes colours: light-dark() and the like resolved. */
function colourOf(host: HTMLElement, property: string): string {
  const probe = document.createElement("span");
  host.append(probe);
  probe.style.setProperty("color", `var(${property})`);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function plotOptions(host: HTMLElement, options: PlotOptions): uPlot.Options {
  const ink = colourOf(host, options.inkColour);
  const grid = { stroke: colourOf(host, options.gridColour), width: 1 };
  const { fontFamily } = getComputedStyle(host);
  const axis = (size: number, value: (given: number) => string): uPlot.Axis => ({
    stroke: ink,
    font: `12px ${fontFamily}`,
    size,
    gap: 6,
    grid,
    ticks: { show: false },
    values: (_, splits) => splits.map(value),
  });
  return {
    width: widthOf(host),
    height: options.heightPx,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: false } },
    axes: [
      { ...axis(28, options.xValue ?? String), grid: { show: false } },
      axis(44, options.yValue ?? String),
    ],
    series: [
      {},
      ...options.lines.map(({ label, colour }) => ({
        label,
        stroke: colourOf(host, colour),
        width: 2,
        points: { show: false },
        spanGaps: false,
      })),
    ],
  };
}
