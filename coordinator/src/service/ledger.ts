import type { Clock, Result } from "@tributary/core/support";
import { err, ok } from "@tributary/core/support";

import { foldJournal, saveFold } from "../journal/index.ts";
import type { Journal } from "../journal/index.ts";
import { decide, evolveAll } from "../round/index.ts";
import type { Command, CoordinatorEvent, CoordinatorState, Declined } from "../round/index.ts";

/** A command without its time, which the ledger adds. */
export type Order = Command extends infer Each ? (Each extends unknown ? Omit<Each, "nowMs"> : never) : never;

/** Events that have become durable, and the state before and after them. */
export interface Change {
  readonly events: readonly CoordinatorEvent[];
  readonly before: CoordinatorState;
  readonly after: CoordinatorState;
}

/** The one writer: decides, records, then tells. Everything that reads `state` sees only what is durable. */
export interface Ledger {
  readonly state: CoordinatorState;
  /**
   * Carries a command out. Resolves once what it made happen is durable, with the state then; or with why nothing
   * happened. Commands take effect in the order of the calls; those that wait together share one write.
   * @throws StorageError if it could not be recorded: then nothing happened, or it is read from the journal, and told,
   * when the next command is carried out
   */
  execute(order: Order): Promise<Result<CoordinatorState, Declined>>;
  /**
   * Reads again what an append that failed may have left, so that `state` is what the journal holds.
   * @throws StorageError if that is still unknown
   */
  settle(): Promise<void>;
  /** Calls `listener` after each change, before the commands that made it are answered. */
  onChange(listener: (change: Change) => void): void;
  /** Lets what was ordered end, and saves a snapshot. */
  close(): Promise<void>;
}

interface Waiting {
  readonly order: Order;
  resolve(outcome: Result<CoordinatorState, Declined>): void;
  reject(error: unknown): void;
}

/** Events between two snapshots of the state: so many are folded at a start, at most. */
const snapshotEvery = 2_000;

/**
 * Folds a journal and takes orders.
 * @param onUnsaved told of a snapshot that could not be saved: the events are safe, the next start folds more of them
 * @throws JournalDamaged, StorageError
 */
export async function openLedger(
  journal: Journal,
  clock: Clock,
  onUnsaved: (error: unknown) => void,
): Promise<Ledger> {
  let folded = await foldJournal(journal);
  let snapshotAt = folded.sequence;
  let waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;
  /** The last append failed: what memory holds is folded again before the next one. */
  let suspect = false;
  const listeners: ((change: Change) => void)[] = [];

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (suspect) await foldAgain();
        await carryOut(batch);
      } catch (error) {
        suspect = true;
        for (const { reject } of batch) reject(error);
      }
    }
    draining = undefined;
  }

  async function foldAgain(): Promise<void> {
    const { state: before, sequence } = folded;
    await journal.reset();
    const again = await foldJournal(journal);
    // An append that failed may be on disk all the same: whoever follows the state is told now.
    const events: CoordinatorEvent[] = [];
    for await (const { event } of journal.read(sequence)) events.push(event);
    folded = again;
    suspect = false;
    if (events.length === 0) return;
    for (const listener of listeners) listener({ events, before, after: again.state });
  }

  async function carryOut(batch: readonly Waiting[]): Promise<void> {
    const before = folded.state;
    let after = before;
    const events: CoordinatorEvent[] = [];
    const answers: (() => void)[] = [];
    for (const { order, resolve, reject } of batch) {
      try {
        const decided = decide(after, { ...order, nowMs: clock.nowMs() });
        if (decided.ok) {
          after = evolveAll(after, decided.value);
          events.push(...decided.value);
          answers.push(() => resolve(ok(folded.state)));
        } else {
          answers.push(() => resolve(err(decided.error)));
        }
      } catch (error) {
        // A broken assumption of one command is no reason to refuse the others.
        answers.push(() => reject(error));
      }
    }
    if (events.length > 0) {
      const sequence = await journal.append(events);
      folded = { state: after, sequence };
      for (const listener of listeners) listener({ events, before, after });
    }
    for (const answer of answers) answer();
    await snapshotIfDue();
  }

  async function snapshotIfDue(): Promise<void> {
    if (folded.sequence - snapshotAt < snapshotEvery) return;
    snapshotAt = folded.sequence;
    await save();
  }

  /** What a snapshot spares is work; nobody's order fails for it. */
  async function save(): Promise<void> {
    try {
      await saveFold(journal, folded);
    } catch (error) {
      onUnsaved(error);
    }
  }

  function execute(order: Order): Promise<Result<CoordinatorState, Declined>> {
    return new Promise((resolve, reject) => {
      waiting.push({ order, resolve, reject });
      draining ??= Promise.resolve().then(drain);
    });
  }

  return {
    get state() {
      return folded.state;
    },
    execute,
    async settle() {
      // Any order makes it read again; this one also makes happen what is due.
      await execute({ kind: "tick" });
    },
    onChange(listener) {
      listeners.push(listener);
    },
    async close() {
      await draining;
      if (!suspect) await save();
    },
  };
}
