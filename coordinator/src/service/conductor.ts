import { UserError } from "@tributary/core/support";
import type { RoundKey, TaskId } from "@tributary/core/support";
import { StorageError } from "@tributary/node-platform";

import { nextDueMs } from "../round/index.ts";
import type { ExchangePhase, TaskState } from "../round/index.ts";
import type { AttemptSums } from "./attempt-sums.ts";
import { runningTask } from "./attempts.ts";
import type { DownloadMeter } from "./download-meter.ts";
import { endPhase, isExchanging } from "./exchange-conductor.ts";
import type { Waking } from "./exchange-conductor.ts";
import type { Exchanges } from "./exchanges.ts";
import { foldRound } from "./fold-round.ts";
import { prepareRound, startTask } from "./prepare-round.ts";
import type { Workshop } from "./workshop.ts";

/** Does what the state asks for: prepares rounds, folds sums, keeps deadlines, clears up after attempts. */
export interface Conductor {
  /** Lets what is in progress end. Nothing begins any more. */
  close(): Promise<void>;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
/** Failures in a row, of the disk or to find the strategy, after which an attempt is given up. */
const foldAttempts = 8;

/** Starts with what the folded state asks for, then follows every change. */
export function startConductor(
  workshop: Workshop,
  sums: AttemptSums,
  exchanges: Exchanges,
  meter: DownloadMeter,
  changes: Waking,
): Conductor {
  const { ledger, clock } = workshop;
  const stopped = new AbortController();
  /** By what they are for, so that none runs twice. */
  const running = new Map<string, Promise<void>>();
  let alarm: { readonly dueMs: number; readonly controller: AbortController } | undefined;

  /** Runs an effect until it succeeds, the state no longer wants it, or the service stops. */
  function begin(name: string, doing: string, task: TaskId | undefined, effect: Effect): void {
    if (running.has(name) || stopped.signal.aborted) return;
    const done = (async () => {
      for (let failures = 0; ;) {
        try {
          return await effect(failures);
        } catch (error) {
          failures++;
          const retried = !stopped.signal.aborted;
          workshop.onTrouble({ doing, task, error, retried });
          const pauseMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
          await clock.sleep(pauseMs, stopped.signal).catch(() => undefined);
          if (stopped.signal.aborted) return;
        }
      }
    })().finally(() => {
      running.delete(name);
      // What was wanted while this ran, or is wanted because of it.
      follow();
    });
    running.set(name, done);
  }

  function follow(): void {
    if (stopped.signal.aborted) return;
    for (const task of ledger.state.tasks.values()) followTask(task);
    setAlarm();
  }

  function followTask(task: TaskState): void {
    if (task.status === "waiting") {
      begin(`start ${task.task}`, "make the first model", task.task, () => startTask(workshop, task));
    }
    if (task.status !== "running") return;
    const { round } = task;
    const { key, phase } = round;
    if (task.terms.mode === "secure" && isExchanging(round)) {
      const exchange = { key, phase: round.phase };
      begin(`${phase} ${nameOf(key)}`, `end the phase ${phase}`, task.task, (failures) =>
        exchangePhase(exchange, failures),
      );
    } else if (phase === "preparing") {
      begin(`prepare ${nameOf(key)}`, "open the next round", task.task, async () => {
        const now = runningTask(workshop, key);
        if (now?.round.phase === "preparing") await prepareRound(workshop, now, now.round);
      });
    } else if (phase === "folding") {
      begin(`fold ${nameOf(key)}`, "make the next model", task.task, (failures) => fold(key, failures));
    }
  }

  async function fold(key: RoundKey, failures: number): Promise<void> {
    const task = runningTask(workshop, key);
    if (task?.round.phase !== "folding") return;
    try {
      const folded = await foldRound(workshop, sums, exchanges, task, task.round, meter.bytesOf(key.task));
      await ledger.execute(
        folded.ok
          ? { kind: "fold-finished", key, result: folded.value }
          : { kind: "fold-failed", key, ...folded.error },
      );
    } catch (error) {
      const lost = !(error instanceof StorageError || error instanceof UserError);
      if (!lost && failures + 1 < foldAttempts) throw error;
      workshop.onTrouble({ doing: "make the next model", task: key.task, error, retried: false });
      await ledger.execute({ kind: "fold-failed", key, cause: "storage-failed", detail: sentenceOf(error) });
    }
  }

  async function exchangePhase(
    exchange: { readonly key: RoundKey; readonly phase: ExchangePhase },
    failures: number,
  ): Promise<void> {
    try {
      await endPhase(workshop, sums, exchanges, exchange, { changes, signal: stopped.signal });
    } catch (error) {
      if (error instanceof StorageError && failures + 1 < foldAttempts) throw error;
      const { key, phase } = exchange;
      workshop.onTrouble({ doing: `end the phase ${phase}`, task: key.task, error, retried: false });
      await ledger.execute({ kind: "storage-failed", key, detail: sentenceOf(error) });
    }
  }

  function setAlarm(): void {
    const dueMs = nextDueMs(ledger.state);
    if (alarm?.dueMs === dueMs) return;
    alarm?.controller.abort();
    alarm = undefined;
    if (dueMs === undefined || stopped.signal.aborted) return;
    const controller = new AbortController();
    alarm = { dueMs, controller };
    clock.sleep(Math.max(0, dueMs - clock.nowMs()), controller.signal).then(
      () => {
        alarm = undefined;
        begin("tick", "keep the deadlines", undefined, async () => {
          await ledger.execute({ kind: "tick" });
        });
      },
      () => undefined,
    );
  }

  function clearUp(key: RoundKey): void {
    begin(`clear ${nameOf(key)}`, "clear up after the round", key.task, async () => {
      await exchanges.end(key);
      await sums.end(key);
      await workshop.folders.delete(key);
    });
  }

  ledger.onChange(({ events }) => {
    for (const event of events) {
      if (event.kind !== "round-committed" && event.kind !== "attempt-aborted") continue;
      if (event.kind === "round-committed") meter.reset(event.task);
      clearUp(event.key);
    }
    changes.wake();
    follow();
  });
  follow();

  return {
    async close() {
      stopped.abort();
      alarm?.controller.abort();
      await Promise.all(running.values());
    },
  };
}

type Effect = (failures: number) => Promise<void>;

function nameOf({ task, round, attempt }: RoundKey): string {
  return `${task} ${round}-${attempt}`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
