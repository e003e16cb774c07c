import { UserError } from "@tributary/core/support";

import type { CoordinatorEvent } from "../round/index.ts";

/** Events are numbered from 1, without gaps. */
export interface JournalEntry {
  readonly sequence: number;
  readonly event: CoordinatorEvent;
}

/** A folded state, so that a start need not fold what came before. The events stay: a snapshot may always be passed over. */
export interface Snapshot {
  /** The newest event that the state holds. */
  readonly sequence: number;
  /** The state's format; see stateVersion. */
  readonly stateVersion: number;
  readonly state: string;
}

/**
 * An append-only list of events with one writer. Appends may be called without waiting for the one before: they
 * become durable in the order of the calls, and if one fails all after it fail, too.
 */
export interface Journal {
  /**
   * Resolves once the whole list is durable (it survives SIGKILL and a loss of power), with the sequence number of its
   * last event. A list is kept whole or not at all. An empty one costs no commit, but waits for those before it: the
   * answer to a replay must not overtake what it repeats.
   *
   * A failure leaves open what is on disk. Every later append then fails, until `reset` and a new fold:
   * what memory held is worth nothing any more.
   * @throws StorageError, also as the answer to appends after a failure; JournalClosed
   */
  append(events: readonly CoordinatorEvent[]): Promise<number>;
  /**
   * The durable events after `after` (0: all), as they are while it reads.
   * @throws JournalDamaged at the first record that cannot be trusted
   */
  read(after?: number): AsyncIterable<JournalEntry>;
  /** Replaces the snapshot. Failing it harms nothing. @throws StorageError, JournalClosed */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** The newest snapshot that is whole, if there is one. */
  latestSnapshot(): Promise<Snapshot | undefined>;
  /** Takes what is on disk as what holds, after a failed append. Fold again before the next append. */
  reset(): Promise<void>;
  /** Waits for what was appended and frees the journal for another process. May be called twice. */
  close(): Promise<void>;
}

/** A journal that must not be folded as it is, since what came after a record would be built on sand. */
export class JournalDamaged extends UserError {
  /** Where the record that is at fault begins. */
  readonly sequence: number;

  constructor(sequence: number, message: string) {
    super(message);
    this.sequence = sequence;
  }
}

/** A call after `close`: a mistake of the caller's. */
export class JournalClosed extends Error {
  override readonly name = "JournalClosed";

  constructor() {
    super("the journal is closed");
  }
}
