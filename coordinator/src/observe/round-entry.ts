import { classMetrics } from "@tributary/core/metrics";

import { baseScores } from "../round/index.ts";
import type { TaskState } from "../round/index.ts";
import type { LogEntry } from "./log.ts";
import { figureFields, scoresInWords } from "./scores-in-words.ts";
import { bytes, count } from "./words.ts";

/** What the newest round of a task came to; undefined if its newest attempt was aborted. */
export function roundEntry(task: Exclude<TaskState, { status: "waiting" }>): LogEntry | undefined {
  const summary = task.progress.history.at(-1);
  if (summary?.end !== "committed") return undefined;
  const { round, tally, scores, purpose } = summary;
  const tookSeconds = (summary.endedAtMs - summary.startedAtMs) / 1000;
  const dropped = tally.dropped === 0 ? "" : `, ${tally.dropped} dropped`;
  const what = purpose === "evaluate" ? "Last evaluation" : `Round ${round}`;
  const model = round === 1 ? "the base, before any training" : "the model that came in";
  const base = round === 1 ? null : baseScores(task.progress);
  const figures = scores === null ? "not scored" : scoresInWords(scores, base, task.terms.stopping);
  const traffic = `${bytes(tally.bytesUp)} up, ${bytes(summary.bytesDown)} down`;
  return {
    level: "info",
    event: "round-committed",
    text:
      `${what}: ${tally.counted} of ${count(tally.ready, "client")} counted${dropped}; ${model}: ` +
      `${figures}; ${traffic}; ${tookSeconds.toFixed(1)} s`,
    fields: {
      task: task.task,
      round,
      attempt: summary.attempt,
      purpose,
      participants: tally.counted,
      invited: tally.ready,
      dropped: tally.dropped,
      rejected: tally.rejected,
      ...figureFields(scores),
      perClass: scores?.perClass.map(classMetrics) ?? [],
      base: base === null ? null : figureFields(base),
      bytesUp: tally.bytesUp,
      bytesDown: summary.bytesDown,
      seconds: tookSeconds,
      model: summary.model.digest,
    },
  };
}
