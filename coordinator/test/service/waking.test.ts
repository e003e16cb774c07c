import { cancellationSource } from "@tributary/core/support";
import type { Cancellation, Clock } from "@tributary/core/support";
import { expect } from "chai";

import { waking } from "../../src/service/exchange-conductor.ts";

/** A clock on which no time passes. */
const stopped: Clock = {
  nowMs: () => 0,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      else signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
};

/** A signal that knows how many wait for it. */
function counted(signal: Cancellation) {
  let listeners = 0;
  const counting: Cancellation = {
    get aborted() {
      return signal.aborted;
    },
    get reason() {
      return signal.reason;
    },
    addEventListener(...args) {
      listeners++;
      signal.addEventListener(...args);
    },
    removeEventListener(...args) {
      listeners--;
      signal.removeEventListener(...args);
    },
  };
  return { signal: counting, listeners: () => listeners };
}

describe("waiting for a change", () => {
  it("ends with the next change, for all that wait, and leaves nothing at the signal that outlives it", async () => {
    const changes = waking();
    const { signal, listeners } = counted(cancellationSource().signal);
    for (let change = 0; change < 3; change++) {
      const both = Promise.all([
        changes.until(stopped, 1_000, signal),
        changes.until(stopped, 2_000, signal),
      ]);
      expect(listeners()).to.equal(2);
      changes.wake();
      await both;
      expect(listeners()).to.equal(0);
    }
  });

  it("ends with the signal, raised before or meanwhile", async () => {
    const changes = waking();
    const service = cancellationSource();
    const meanwhile = changes.until(stopped, 1_000, service.signal);
    service.cancel("closed");
    await meanwhile;
    await changes.until(stopped, 1_000, service.signal);
  });

  it("ends when it is due", async () => {
    const slept: number[] = [];
    const clock: Clock = { nowMs: () => 400, sleep: async (ms) => void slept.push(ms) };
    await waking().until(clock, 1_000, cancellationSource().signal);
    expect(slept).to.deep.equal([600]);
  });
});
