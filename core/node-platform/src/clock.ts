import { setTimeout as sleep } from "node:timers/promises";

import type { Clock } from "@tributary/core/support";

/** The longest delay that one timer takes: setTimeout turns more than 2^31 - 1 ms into 1 ms. */
const longestMs = 2 ** 31 - 1;

/** The machine's clock. A sleeper keeps the process alive. */
export const nodeClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(ms, signal) {
    if (signal?.aborted) throw signal.reason;
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      for (let left = ms; left > 0; left -= longestMs) {
        await sleep(Math.min(left, longestMs), undefined, { signal: controller.signal });
      }
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  },
};
