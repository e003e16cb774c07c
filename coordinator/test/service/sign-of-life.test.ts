import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Cancellation, Clock } from "@tributary/core/support";
import { expect } from "chai";

import { memoryJournal } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { testCoordinator } from "../support/test-coordinator.ts";

const startMs = 1_700_000_000_000;

/** Time that passes when the test says so. */
function steppedClock() {
  let nowMs = startMs;
  const sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep: (ms: number, signal?: Cancellation) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener("abort", cancel);
          resolve();
        };
        const sleeper = { dueMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", cancel, { once: true });
      }),
  };
  const slept = async (): Promise<void> => {
    while (![...sleepers].some(({ dueMs }) => dueMs === nowMs + 1_000)) await new Promise(setImmediate);
  };
  return {
    clock,
    slept,
    /** Lets seconds pass, one after the other, each once somebody waits for it. */
    async pass(seconds: number): Promise<void> {
      for (let i = 0; i < seconds; i++) {
        await slept();
        nowMs += 1_000;
        for (const sleeper of sleepers) {
          if (sleeper.dueMs > nowMs) continue;
          sleepers.delete(sleeper);
          sleeper.wake();
        }
      }
      await slept();
    },
    jump(ms: number): void {
      nowMs += ms;
    },
  };
}

describe("a coordinator's sign of life", () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "tributary-alive-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const sign = async (): Promise<number> => Number(await readFile(join(dataDir, "alive"), "utf8"));

  it("is its clock's time, every second for as long as it is open, and once more when it closes", async () => {
    const { clock, slept, pass, jump } = steppedClock();
    const { coordinator } = await testCoordinator(planOf(), { dataDir, clock });
    await slept();
    expect(await sign()).to.equal(startMs);
    await pass(3);
    expect(await sign()).to.equal(startMs + 3_000);
    jump(400);
    await coordinator.close();
    expect(await sign()).to.equal(startMs + 3_400);
  });

  it("makes the time away that after a restart puts deadlines off", async () => {
    const { clock, pass, jump } = steppedClock();
    const journal = { ...memoryJournal(), close: async () => undefined };
    const first = await testCoordinator(planOf(), { dataDir, clock, journal });
    await pass(60);
    await first.coordinator.close();
    jump(5_000);
    const second = await testCoordinator(planOf(), { dataDir, clock, journal });
    const [restart] = second.changes.flatMap(({ events }) => events);
    expect(restart).to.include({ kind: "coordinator-restarted", awayMs: 5_000 });
    await second.coordinator.close();
  });

  for (const [what, leave] of [
    ["is empty", (path: string) => writeFile(path, "")],
    ["is no number", (path: string) => writeFile(path, "yesterday\n")],
    ["cannot be read or written", (path: string) => mkdir(path)],
  ] as const) {
    it(`is done without where the file ${what}`, async () => {
      await leave(join(dataDir, "alive"));
      const { clock, pass, jump } = steppedClock();
      const journal = { ...memoryJournal(), close: async () => undefined };
      const first = await testCoordinator(planOf(), { dataDir, clock, journal });
      await first.coordinator.close();
      await rm(join(dataDir, "alive"), { recursive: true });
      await leave(join(dataDir, "alive"));
      jump(5_000);
      const second = await testCoordinator(planOf(), { dataDir, clock, journal });
      await pass(1);
      expect(second.coordinator.state.lastEventMs).to.equal(startMs + 5_000);
      await second.coordinator.close();
    });
  }
});
