import type { Purpose } from "@tributary/core/rounds";
import { err, ok, sameRound } from "@tributary/core/support";
import type { Result, RoundKey } from "@tributary/core/support";

import type { RunningTask } from "./attempt.ts";
import type { Declined, EffectCommand, FoldResult } from "./commands.ts";
import { abortion, commitment, settled } from "./consequences.ts";
import { evolveAttempt } from "./evolve-attempt.ts";
import { endOfExchange } from "./exchange-phases.ts";
import type { AttemptEvent } from "./events.ts";
import type { CoordinatorState } from "./state.ts";

/** What a finished or failed effect makes happen. One that was meant for a phase that is over is discarded. */
export function decideEffect(
  state: CoordinatorState,
  command: EffectCommand,
  nowMs: number,
): Result<readonly AttemptEvent[], Declined> {
  const { key } = command;
  const task = runningAttempt(state, key);
  if (task === undefined) return tooLate(command, "has ended or not begun");
  const { round } = task;
  switch (command.kind) {
    case "publish-round":
      if (round.phase !== "preparing") return tooLate(command, `is ${round.phase}`);
      return ok(published(task, command, nowMs));
    case "exchange-closed":
      if (round.phase !== command.phase) return tooLate(command, `is ${round.phase}`);
      return ok([endOfExchange(task, command.outcome, nowMs)]);
    case "fold-finished":
      if (round.phase !== "folding") return tooLate(command, `is ${round.phase}`);
      assertFits(command.result, round.purpose);
      return ok([commitment(task, command.result)]);
    case "fold-failed":
      if (round.phase !== "folding") return tooLate(command, `is ${round.phase}`);
      return ok([abortion(task, command.cause, command.detail, command.concerned)]);
    case "storage-failed":
      return ok([abortion(task, "storage-failed", command.detail)]);
    default:
      return command satisfies never;
  }
}

/** A round whose clients have sent all that they may in it has its deadline from the start. */
function published(
  task: RunningTask,
  { key, descriptor }: Extract<EffectCommand, { kind: "publish-round" }>,
  nowMs: number,
): readonly AttemptEvent[] {
  const event = { kind: "descriptor-published", task: task.task, key, descriptor } as const;
  const open = evolveAttempt(task, { ...event, atMs: nowMs });
  return open.status === "running" ? [event, ...settled(open, nowMs)] : [event];
}

function runningAttempt(state: CoordinatorState, key: RoundKey): RunningTask | undefined {
  const task = state.tasks.get(key.task);
  return task?.status === "running" && sameRound(task.round.key, key) ? task : undefined;
}

function tooLate({ kind, key }: EffectCommand, why: string): Result<never, Declined> {
  const detail = `${kind}: attempt ${key.attempt} at round ${key.round} of ${key.task} ${why}`;
  return err({ outcome: "discarded", detail });
}

function assertFits(result: FoldResult, purpose: Purpose): void {
  if (result.purpose !== purpose) throw new Error(`a fold to ${result.purpose} ended a round to ${purpose}`);
  const clip = result.purpose === "train" ? [result.clip] : [];
  const { perClass, ...scores } = result.scores ?? { perClass: [] };
  const counts = perClass.flatMap(({ hits, falsePositives, misses }) => [hits, falsePositives, misses]);
  const figures = [...Object.values(scores).map((figure) => figure ?? 0), ...counts];
  for (const figure of [result.bytesDown, ...clip, ...figures]) {
    if (!Number.isFinite(figure)) throw new RangeError(`a fold's result has ${figure} among its figures`);
  }
}
