import { nearest } from "../support/index.ts";
import type { BrokenRule, PlanParts } from "./rules.ts";

/** The most labels of which a coordinator keeps each one's figures, round by round. */
export const mostLabelsWithFigures = 100;

/** By what a task may stop: a figure that its model has. */
export function* stoppingRules({ stopping, labels }: PlanParts): Generator<BrokenRule> {
  if (stopping === undefined || labels === undefined) return;
  const { metric, label } = stopping;
  const metricPath = ["stopping", "metric"];
  if (labels.length === 0 && metric !== "loss" && metric !== "perplexity") {
    const message = `expected loss or perplexity, since there are no labels to count hits of, got ${metric}`;
    yield { path: metricPath, message };
    return;
  }
  if (labels.length > 0 && metric === "perplexity") {
    const message =
      "expected a figure of a classifier, since there are labels, got perplexity; loss gives the same order";
    yield { path: metricPath, message };
    return;
  }
  if (metric !== "f1") {
    if (label === undefined) return;
    const message = `names the label of \`metric: f1\`, and the metric is ${metric}; choose f1 or leave the label out`;
    yield { path: ["stopping", "label"], message };
    return;
  }
  if (labels.length > mostLabelsWithFigures) {
    const message =
      `expected macroF1 or weightedF1, since figures of single labels are kept of ` +
      `at most ${mostLabelsWithFigures} labels and there are ${labels.length}, got f1`;
    yield { path: metricPath, message };
    return;
  }
  if (label === undefined) {
    yield { path: metricPath, message: "f1 is that of one label; expected `label` beside it, got none" };
    return;
  }
  if (labels.includes(label)) return;
  const near = nearest(label, labels);
  const advice = near === undefined ? `expected one of ${labels.join(", ")}` : `did you mean ${near}?`;
  yield { path: ["stopping", "label"], message: `there is no label "${label}"; ${advice}` };
}
