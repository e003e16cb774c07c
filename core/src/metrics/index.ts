export { classMetrics, classifierFigures, labelledCounts, noClassifierFigures } from "./classes.ts";
export type { ClassCounts, ClassMetrics, ClassifierFigures } from "./classes.ts";
export { metricsOf } from "./evaluation.ts";
export type { Metrics } from "./evaluation.ts";
export { evaluationOf, largest, logSumExp, softmax } from "./logits.ts";
export { perplexityOf, writePerplexity } from "./perplexity.ts";
export { figuresInWords, pointsInWords, shareInWords, signed, toldFigures } from "./words.ts";
export type { ToldFigures } from "./words.ts";
