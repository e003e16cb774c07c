import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Clock } from "@tributary/core/support";

// The journal tells when something last happened, not when the coordinator was last there: it may wait for hours and write
// nothing. So it leaves its clock's time in the data folder's file `alive`, without fsync: after a power cut an older
// sign may be found, and deadlines are then put off by more than the time away.

const everyMs = 1_000;

/** When a coordinator last ran on this folder (milliseconds since the Unix epoch); 0 if it left no sign. */
export async function lastSignOfLife(dataDir: string): Promise<number> {
  try {
    const text = await readFile(pathIn(dataDir), "utf8");
    return /^\d{1,15}\n?$/.test(text) ? Number(text) : 0;
  } catch {
    // Without a sign the journal's newest event is the best there is.
    return 0;
  }
}

/** Leaves a sign now, every second, and once more when it is closed. A sign that cannot be written is left out. */
export function leaveSignsOfLife(dataDir: string, clock: Clock): { close(): Promise<void> } {
  const stopped = new AbortController();
  let written = writeSign(dataDir, clock.nowMs());

  void (async () => {
    for (;;) {
      await written;
      await clock.sleep(everyMs, stopped.signal);
      if (stopped.signal.aborted) return;
      written = writeSign(dataDir, clock.nowMs());
    }
  })().catch(() => undefined);

  return {
    async close() {
      stopped.abort();
      await written;
      await writeSign(dataDir, clock.nowMs());
    },
  };
}

/** In place, since the figures are equally many: a full disk still takes them. */
async function writeSign(dataDir: string, nowMs: number): Promise<void> {
  try {
    const file = await open(pathIn(dataDir), constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      await file.write(`${nowMs}\n`, 0);
    } finally {
      await file.close();
    }
  } catch {
    // The next one may succeed, and deadlines that are put off too far do no harm.
  }
}

function pathIn(dataDir: string): string {
  return join(dataDir, "alive");
}
