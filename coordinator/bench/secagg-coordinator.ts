import type {
  AtPhase,
  CoordinatorPhase,
  CoordinatorSession,
  Decision,
  MaskPort,
  PlainSum,
  Session,
  SessionAbort,
  SessionEvent,
} from "@tributary/core/secagg";
import {
  addVector,
  evolve,
  recoverMasks,
  startCoordinator,
  unmaskSum,
  vectorWords,
} from "@tributary/core/secagg";
import type { Result } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { median } from "@tributary/test-support";

import { createStopwatch } from "./stopwatch.ts";

/** What a coordinator's part in one attempt took, without transport and disk. */
export interface CoordinatorTimes {
  /** Checking, folding and answering messages. */
  readonly messagesMs: number;
  /** Adding masked vectors to the sum. */
  readonly addingMs: number;
  /** From the answers to the plain sum; the median of a few times. */
  readonly unmaskingMs: number;
}

/** The coordinator of one attempt. A refusal or an abort is an error: the bench's clients are honest. */
export interface BenchCoordinator {
  /** Decides on a message and folds it. */
  take(decide: (state: CoordinatorSession) => Promise<Decision>): Promise<void>;
  close<Name extends CoordinatorPhase>(
    phase: Name,
    decide: (state: AtPhase<Name>) => SessionEvent,
  ): Promise<void>;
  /** What a client is told in this phase. */
  tell<Name extends CoordinatorPhase, Told>(
    phase: Name,
    answer: (state: AtPhase<Name>) => Told,
  ): Promise<Told>;
  add(vector: Uint8Array): Promise<void>;
  /** Changes the sum, untimed. */
  amend(change: (sum: Uint32Array) => Promise<void>): Promise<void>;
  unmask(masks: MaskPort): Promise<PlainSum>;
  times(): CoordinatorTimes;
}

/** Unmasking is timed so many times, on copies of the sum. */
const unmaskings = 3;

function orThrow<Value>(result: Result<Value, SessionAbort>): Value {
  if (!result.ok) throw new Error(`the attempt was aborted: ${result.error.detail}`);
  return result.value;
}

export function createCoordinator(session: Session): BenchCoordinator {
  const { vector: shape } = session.rules;
  const messages = createStopwatch();
  const adding = createStopwatch();
  const unmaskingMs: number[] = [];
  let state: CoordinatorSession = startCoordinator(session);
  const sum = new Uint32Array(vectorWords(shape));

  const at = <Name extends CoordinatorPhase>(phase: Name): AtPhase<Name> => {
    const isAt = (own: CoordinatorSession): own is AtPhase<Name> => own.phase === phase;
    if (isAt(state)) return state;
    const why = state.phase === "aborted" ? `: ${state.abort.detail}` : "";
    throw new Error(`the attempt stands in ${state.phase}, expected ${phase}${why}`);
  };

  return {
    take: (decide) =>
      messages.time(async () => {
        const decision = await decide(state);
        if (!decision.ok) throw new Error(`a message was refused: ${decision.error.detail}`);
        if (decision.value.kind === "new") state = evolve(state, decision.value.event, nodePrimitives);
      }),
    close: (phase, decide) =>
      messages.time(() => {
        state = evolve(state, decide(at(phase)), nodePrimitives);
      }),
    tell: (phase, answer) => messages.time(() => answer(at(phase))),
    add: (vector) => adding.time(() => addVector(sum, vector, shape)),
    amend: (change) => change(sum),
    async unmask(masks) {
      const unlocked = at("unmasking");
      let plain: PlainSum | undefined;
      for (let i = 0; i < unmaskings; i++) {
        const words = sum.slice();
        const watch = createStopwatch();
        plain = await watch.time(async () => {
          const recovery = orThrow(await recoverMasks(unlocked, nodePrimitives));
          return orThrow(await unmaskSum(unlocked, words, recovery.masks, masks));
        });
        unmaskingMs.push(watch.spentMs());
      }
      if (plain === undefined) throw new RangeError("a sum is unmasked at least once");
      return plain;
    },
    times: () => ({
      messagesMs: messages.spentMs(),
      addingMs: adding.spentMs(),
      unmaskingMs: median(unmaskingMs),
    }),
  };
}
