/** One metric with all its samples, as Prometheus knows it. */
export interface Metric {
  /** Ends in `_total` for a counter; else a unit, where it has one. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly samples: Iterable<Sample>;
}

export type Labels = Readonly<Record<string, string>>;

export type Sample = readonly [labels: Labels, value: number];

export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus' text format, version 0.0.4. */
export function exposition(metrics: Iterable<Metric>): string {
  const lines: string[] = [];
  for (const { name, help, type, samples } of metrics) {
    lines.push(
      `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
      `# TYPE ${name} ${type}`,
    );
    for (const [labels, value] of samples) lines.push(`${name}${labelsIn(labels)} ${numberIn(value)}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelsIn(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function numberIn(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "+Inf" : "-Inf";
}

/** Counts by labels. */
export interface Tallies extends Iterable<Sample> {
  add(labels: Labels, amount?: number): void;
}

export function tallies(): Tallies {
  const values = new Map<string, { readonly labels: Labels; value: number }>();
  return {
    add(labels, amount = 1) {
      const key = JSON.stringify(Object.values(labels));
      const entry = values.get(key) ?? { labels, value: 0 };
      entry.value += amount;
      values.set(key, entry);
    },
    *[Symbol.iterator]() {
      for (const { labels, value } of values.values()) yield [labels, value];
    },
  };
}
