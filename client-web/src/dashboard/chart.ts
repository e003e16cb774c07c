import uPlot from "uplot";

import { h, table } from "./dom.ts";

export interface Series {
  readonly name: string;
  /** null where there is no figure. */
  readonly values: readonly (number | null)[];
}

export interface ChartContents {
  /** What each place of the horizontal axis is: rounds. */
  readonly places: readonly number[];
  readonly series: readonly Series[];
}

export interface ChartOptions {
  readonly title: string;
  readonly note: string;
  /** `stacks`: bars one on top of the other. */
  readonly marks: "lines" | "stacks";
  readonly write: (value: number) => string;
}

export interface Chart {
  readonly element: HTMLElement;
  show(contents: ChartContents): void;
  /** After a change of theme. */
  repaint(): void;
}

const heightPx = 190;

/** A figure with its numbers as a table beside it, for who cannot see it or wants them exactly. */
export function chart({ title, note, marks, write }: ChartOptions): Chart {
  const canvas = h("div", { class: "plot", role: "img" });
  const legend = h("ul", { class: "legend", "aria-hidden": "true" });
  const numbers = h("div");
  const details = h("details", { class: "numbers" }, h("summary", {}, "Figures as a table"), numbers);
  const empty = h("p", { class: "nothing" }, "Nothing was measured yet.");
  const element = h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("h3", {}, title), h("p", { class: "soft" }, note)),
    legend,
    canvas,
    empty,
    details,
  );
  let plot: uPlot | undefined;
  let shown: ChartContents = { places: [], series: [] };

  new ResizeObserver(() => {
    if (canvas.clientWidth > 0) plot?.setSize({ width: canvas.clientWidth, height: heightPx });
  }).observe(canvas);

  function paint(): void {
    const { places, series } = shown;
    plot?.destroy();
    plot = undefined;
    const some = places.length > 0 && series.some(({ values }) => values.some((value) => value !== null));
    empty.hidden = some;
    details.hidden = canvas.hidden = legend.hidden = !some;
    if (!some) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const colourOf = (i: number): string => colour(`--series-${(i % 7) + 1}`);
    legend.replaceChildren(
      ...series.map(({ name }, i) => h("li", { class: `swatch series-${(i % 7) + 1}` }, name)),
    );
    canvas.setAttribute("aria-label", summaryOf(title, shown, write));
    // Told outright: of a single place uPlot would make an axis from 0 to 100.
    const [first = 0] = places;
    const last = places.at(-1) ?? first;
    const drawn = marks === "stacks" ? stacked(series) : series.map(({ values }) => [...values]);
    const axis = {
      stroke: colour("--text-soft"),
      font: `12px ${colour("--font")}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { stroke: colour("--line"), width: 1, size: 4 },
    };
    plot = new uPlot(
      {
        width: Math.max(200, canvas.clientWidth),
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [first - 0.6, Math.max(last, first + 2) + 0.6] },
          y: marks === "stacks" ? { range: (_, __, to) => [0, Math.max(to, 1e-9) * 1.08] } : {},
        },
        axes: [
          {
            ...axis,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
            values: (_, ticks) => ticks.map(String),
            size: 28,
          },
          { ...axis, values: (_, ticks) => ticks.map(write), size: 62 },
        ],
        series: [
          {},
          // The whole stack is drawn first, and what is below it over it.
          ...drawn
            .map((_, i) => ({
              label: series[i]?.name ?? "",
              stroke: colourOf(i),
              ...(marks === "stacks"
                ? { fill: colourOf(i), width: 0, points: { show: false }, ...barPaths }
                : { width: 2, points: { show: true, size: 6, fill: colourOf(i) }, spanGaps: true }),
            }))
            .reverse(),
        ],
      },
      [[...places], ...drawn.toReversed()],
      canvas,
    );
    const rows = places.map((place, at) => [
      String(place),
      ...series.map(({ values }) => {
        const value = values[at];
        return value === null || value === undefined ? "–" : write(value);
      }),
    ]);
    const columns = new Set(series.map((_, i) => i + 1));
    numbers.replaceChildren(table(title, ["Round", ...series.map(({ name }) => name)], rows, columns));
  }

  return {
    element,
    show(contents) {
      shown = contents;
      paint();
    },
    repaint: paint,
  };
}

const bars = uPlot.paths.bars?.({ size: [0.7, 36], align: 0 });
const barPaths = bars === undefined ? {} : { paths: bars };

function stacked(series: readonly Series[]): (number | null)[][] {
  const sums: number[] = [];
  return series.map(({ values }) =>
    values.map((value, at) => {
      sums[at] = (sums[at] ?? 0) + (value ?? 0);
      return sums[at] ?? null;
    }),
  );
}

function summaryOf(
  title: string,
  { places, series }: ChartContents,
  write: (value: number) => string,
): string {
  const last = series.map(({ name, values }) => {
    const value = values.findLast((each) => each !== null);
    return value === null || value === undefined ? `${name}: none` : `${name}: ${write(value)}`;
  });
  return `${title}, rounds ${places[0]} to ${places.at(-1)}. Last: ${last.join(", ")}. The figures follow as a table.`;
}
