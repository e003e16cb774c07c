import type { Primitives } from "@tributary/core/identity";
import { evolve, startCoordinator } from "@tributary/core/secagg";
import type { CoordinatorSession, Decision, MessageRefusal, Session } from "@tributary/core/secagg";
import type { Result } from "@tributary/core/support";
import { err, ok, takingTurns } from "@tributary/core/support";

import type { Round } from "../round/index.ts";
import { endOfPhase, messageEvent } from "./phases.ts";
import type { MessageEvent } from "./phases.ts";
import type { SessionLog } from "./session-log.ts";

/**
 * The session of one attempt: messages that were accepted are on disk, the phase is the round's. Decisions are made one
 * after the other; those that wait together share one write.
 */
export interface Exchange {
  /** What is durable. */
  readonly state: CoordinatorSession;
  /**
   * Decides on a message; resolves once it is on disk, or was before, or with why it is refused, which costs only its
   * sender. @throws StorageError, and nothing happened
   */
  hear(decide: (state: CoordinatorSession) => Promise<Decision>): Promise<Result<void, MessageRefusal>>;
  /**
   * Ends a phase, unless it has ended: what the session comes to is recorded, and the session follows. Nothing is heard
   * meanwhile. @param record rejects if it could not be recorded, or it is unknown whether it was
   */
  close(phase: Round["phase"], record: (session: CoordinatorSession) => Promise<void>): Promise<void>;
  /** Lets what is in progress end; everything stays on disk. */
  release(): Promise<void>;
}

export interface ExchangeOptions {
  readonly session: Session;
  readonly log: SessionLog;
  /** The round as the journal has it. */
  readonly round: Round;
  /** The same after a recording that may have failed; undefined once the attempt is over. @throws StorageError */
  readonly roundOnDisk: () => Promise<Round | undefined>;
  readonly primitives: Primitives;
  /** Told after messages were heard. */
  readonly onHeard: () => void;
}

interface Waiting {
  decide(state: CoordinatorSession): Promise<Decision>;
  resolve(outcome: Result<void, MessageRefusal>): void;
  reject(error: unknown): void;
}

/** Opens a session, after a restart as well: the log's messages are folded up to the phase that the round is in. */
export function openExchange(options: ExchangeOptions): Exchange {
  const { log, primitives, onHeard } = options;
  let state = reached(startCoordinator(options.session), options.round, log.events, primitives);
  let waiting: Waiting[] = [];
  const turns = takingTurns();
  /** The end of a phase was, or may have been, recorded. */
  let behind = false;

  async function catchUp(): Promise<void> {
    const round = await options.roundOnDisk();
    if (round !== undefined) state = reached(state, round, [], primitives);
    behind = false;
  }

  function inTurn<Value>(operation: () => Promise<Value>): Promise<Value> {
    return turns(async () => {
      if (behind) await catchUp();
      return operation();
    });
  }

  async function hearAll(): Promise<void> {
    const batch = waiting;
    waiting = [];
    let next = state;
    const events: MessageEvent[] = [];
    const answers: (() => void)[] = [];
    for (const { decide, resolve, reject } of batch) {
      try {
        const decided = await decide(next);
        if (decided.ok && decided.value.kind === "new") {
          next = evolve(next, decided.value.event, primitives);
          events.push(messageEvent(decided.value.event));
        }
        answers.push(() => resolve(decided.ok ? ok(undefined) : err(decided.error)));
      } catch (error) {
        // A broken assumption about one message is no reason to refuse the others.
        answers.push(() => reject(error));
      }
    }
    try {
      if (events.length > 0) await log.append(events);
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    state = next;
    for (const answer of answers) answer();
    if (events.length > 0) onHeard();
  }

  return {
    get state() {
      return state;
    },
    hear(decide) {
      return new Promise((resolve, reject) => {
        waiting.push({ decide, resolve, reject });
        inTurn(hearAll).catch((error: unknown) => {
          for (const each of waiting.splice(0)) each.reject(error);
        });
      });
    },
    close: (phase, record) =>
      inTurn(async () => {
        if (state.phase !== phase) return;
        behind = true;
        await record(state);
        await catchUp();
      }),
    release: () => turns(() => log.close()),
  };
}

/** A session that goes on to the phase that its round is in, hearing the messages of each phase on the way. */
function reached(
  from: CoordinatorSession,
  round: Round,
  messages: readonly MessageEvent[],
  primitives: Primitives,
): CoordinatorSession {
  const target = round.phase === "folding" ? "unmasking" : round.phase;
  let state = from;
  let next = 0;
  for (;;) {
    // Messages are in the order of their phases: the first that cannot follow belongs to a later one.
    for (; next < messages.length; next++) {
      const event = messages[next];
      if (event === undefined || !belongsTo(state, event)) break;
      state = evolve(state, event, primitives);
    }
    if (state.phase === target) return state;
    state = evolve(state, endOfPhase(state, round, primitives), primitives);
    if (state.phase === "aborted") {
      throw new Error(`the session ended, and its round did not: ${state.abort.detail}`);
    }
  }
}

const phaseOf: Readonly<Record<MessageEvent["kind"], CoordinatorSession["phase"]>> = {
  advertised: "advertising",
  "keys-shared": "sharing",
  "survivors-confirmed": "confirming",
  answered: "unmasking",
};

function belongsTo(state: CoordinatorSession, event: MessageEvent): boolean {
  return phaseOf[event.kind] === state.phase;
}
