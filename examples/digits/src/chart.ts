/** Points of a curve; a null is a gap. */
export interface Curve {
  readonly title: string;
  readonly values: readonly (number | null)[];
  /** The value at the top; the bottom is 0. */
  readonly top: number;
  readonly format: (value: number) => string;
  /** A level drawn as a dashed line. */
  readonly level?: { readonly value: number; readonly name: string };
}

const width = 420;
const height = 230;
const margin = { left: 44, right: 16, top: 14, bottom: 34 } as const;

/** A curve over rounds 0, 1, 2 ... as inline SVG that takes the page's colours. */
export function curveSvg({ title, values, top, format, level }: Curve): string {
  const x = (index: number): number =>
    margin.left + (index * (width - margin.left - margin.right)) / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    height - margin.bottom - (Math.min(value, top) / top) * (height - margin.top - margin.bottom);
  const at = (index: number, value: number): string => `${x(index).toFixed(1)},${y(value).toFixed(1)}`;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const height = y(share * top).toFixed(1);
    return (
      `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${height}" y2="${height}"/>` +
      `<text x="${margin.left - 8}" y="${height}" text-anchor="end" dominant-baseline="middle">${format(share * top)}</text>`
    );
  });
  const every = Math.max(1, Math.ceil(values.length / 8));
  const rounds = values.map((_, index) =>
    index % every === 0
      ? `<text x="${x(index).toFixed(1)}" y="${height - margin.bottom + 18}" text-anchor="middle">${index}</text>`
      : "",
  );
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const line = known.map(({ index, value }) => at(index, value)).join(" ");
  const dots = known.map(({ index, value }) => {
    const [cx = "", cy = ""] = at(index, value).split(",");
    return `<circle cx="${cx}" cy="${cy}" r="3.5"><title>after round ${index}: ${format(value)}</title></circle>`;
  });
  const dashed =
    level === undefined
      ? ""
      : `<line class="level" x1="${margin.left}" x2="${width - margin.right}" y1="${y(level.value).toFixed(1)}" y2="${y(level.value).toFixed(1)}"/>` +
        `<text x="${width - margin.right}" y="${(y(level.value) - 7).toFixed(1)}" text-anchor="end">${level.name}</text>`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">` +
    `${grid.join("")}${rounds.join("")}${dashed}<polyline points="${line}"/>${dots.join("")}</svg>`
  );
}
