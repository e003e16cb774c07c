import { writePerplexity } from "@tributary/core/metrics";
import type { Metrics } from "@tributary/core/metrics";

/** Metrics for people; a language model has a perplexity in place of all that counts labels. */
export function metricsTable(metrics: Metrics): string {
  const { exampleCount, loss, perClass } = metrics;
  if (metrics.accuracy === null) {
    const lines = [
      `tokens      ${exampleCount}`,
      `loss        ${loss.toFixed(4)} nats`,
      `perplexity  ${writePerplexity(metrics.perplexity)}`,
    ];
    return `${lines.join("\n")}\n`;
  }
  const { accuracy, macroPrecision, macroRecall, macroF1 } = metrics;
  const { weightedPrecision, weightedRecall, weightedF1 } = metrics;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const row = (macro: number, weighted: number): string =>
    `${percent(macro)} (macro)  ${percent(weighted)} (weighted by examples)`;
  const width = Math.max(5, ...perClass.map(({ label }) => label.length));
  const lines = [
    `examples   ${exampleCount}`,
    `accuracy   ${percent(accuracy)}`,
    `loss       ${loss.toFixed(4)} nats`,
    `precision  ${row(macroPrecision, weightedPrecision)}`,
    `recall     ${row(macroRecall, weightedRecall)}`,
    `F1         ${row(macroF1, weightedF1)}`,
    "",
    `${"label".padEnd(width)}  examples  precision    recall        F1`,
    ...perClass.map(
      (of) =>
        `${of.label.padEnd(width)}  ${String(of.exampleCount).padStart(8)}  ` +
        [of.precision, of.recall, of.f1].map((share) => percent(share).padStart(9)).join(" "),
    ),
  ];
  return `${lines.join("\n")}\n`;
}
