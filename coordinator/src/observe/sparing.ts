import type { Log } from "./log.ts";

const quietMs = 60_000;

/**
 * A log that writes an entry whose level and text are those of one in the last minute not again, and adds to the next one
 * how many were left out.
 */
export function sparing(log: Log, nowMs: () => number): Log {
  const recent = new Map<string, { readonly sinceMs: number; leftOut: number }>();
  return (entry) => {
    const key = `${entry.level} ${entry.text}`;
    const now = nowMs();
    const known = recent.get(key);
    if (known !== undefined && now >= known.sinceMs && now - known.sinceMs < quietMs) {
      known.leftOut++;
      return;
    }
    for (const [other, { sinceMs, leftOut }] of recent)
      if (leftOut === 0 && now - sinceMs >= quietMs) recent.delete(other);
    recent.set(key, { sinceMs: now, leftOut: 0 });
    const leftOut = known?.leftOut ?? 0;
    if (leftOut === 0) log(entry);
    else
      log({
        ...entry,
        text: `${entry.text} (${leftOut} more times since this was said last.)`,
        fields: { ...entry.fields, leftOut },
      });
  };
}
