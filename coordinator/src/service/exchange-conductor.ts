import { cancellationSource } from "@tributary/core/support";
import type { Cancellation, Clock, RoundKey } from "@tributary/core/support";

import { conclusionOf, isComplete } from "../exchange/index.ts";
import type { ExchangePhase, Round } from "../round/index.ts";
import type { AttemptSums } from "./attempt-sums.ts";
import { runningTask } from "./attempts.ts";
import type { Exchanges } from "./exchanges.ts";
import type { Workshop } from "./workshop.ts";

/** Tells whoever waits that something has changed. */
export interface Waking {
  wake(): void;
  /** Until the next `wake`, or `dueMs` of the clock, or the signal; never rejects. */
  until(clock: Clock, dueMs: number, signal: Cancellation): Promise<void>;
}

export function waking(): Waking {
  const waiting = new Set<() => void>();
  return {
    wake() {
      for (const wakeUp of waiting) wakeUp();
      waiting.clear();
    },
    async until(clock, dueMs, signal) {
      // Not AbortSignal.any: Node 20 keeps what it makes for as long as `signal` lives, which is the coordinator's life.
      const early = cancellationSource(signal);
      const wakeUp = (): void => early.cancel("woken");
      waiting.add(wakeUp);
      await clock.sleep(Math.max(0, dueMs - clock.nowMs()), early.signal).catch(() => undefined);
      early.release();
      waiting.delete(wakeUp);
    },
  };
}

type Exchanging = Extract<Round, { phase: ExchangePhase }>;

export function isExchanging(round: Round): round is Exchanging {
  return round.phase !== "preparing" && round.phase !== "open" && round.phase !== "folding";
}

/**
 * Sees a phase of an attempt in mode secure to its end: when all who are waited for were heard, or at its deadline, what
 * it came to is recorded. If the phase is over, since a recording that seemed to fail did not, the session follows it.
 */
export async function endPhase(
  workshop: Workshop,
  sums: AttemptSums,
  exchanges: Exchanges,
  { key, phase }: { readonly key: RoundKey; readonly phase: ExchangePhase },
  { changes, signal }: { readonly changes: Waking; readonly signal: Cancellation },
): Promise<void> {
  const { ledger, clock, primitives } = workshop;
  const roundNow = (): Exchanging | undefined => {
    const round = runningTask(workshop, key)?.round;
    return round !== undefined && isExchanging(round) && round.phase === phase ? round : undefined;
  };
  const exchange = await exchanges.of(key);
  if (exchange === undefined) return;
  for (let round = roundNow(); round !== undefined; round = roundNow()) {
    const { atMs } = round.deadline;
    if (isComplete(exchange.state, round) || clock.nowMs() >= atMs) break;
    await changes.until(clock, atMs, signal);
    if (signal.aborted) return;
  }
  // From here on no vector comes in, and none is left on disk when the survivors are asked for shares.
  if (phase === "collecting") await (await sums.of(key))?.closeIntake();
  await exchange.close(phase, async (session) => {
    const round = roundNow();
    if (round === undefined) return;
    const outcome = conclusionOf(session, round, primitives);
    await ledger.execute({ kind: "exchange-closed", key, phase, outcome });
  });
}
