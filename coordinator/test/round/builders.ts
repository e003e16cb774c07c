import { noClassifierFigures } from "@tributary/core/metrics";
import { clientId, digest, taskId } from "@tributary/core/support";
import type { ClientId, Digest, Result, RoundKey } from "@tributary/core/support";

import { decide, evolveAll, initialState } from "../../src/round/index.ts";
import type {
  Collecting,
  Command,
  CoordinatorEvent,
  CoordinatorState,
  Declined,
  Folding,
  FoldResult,
  ModelRef,
  Open,
  Progress,
  Round,
  Scores,
  SignedRef,
  TaskState,
  TaskTerms,
} from "../../src/round/index.ts";

export const theTask = taskId("digits");
export const startMs = 1_000_000;

export interface TermsInput {
  readonly rounds?: Partial<TaskTerms["rounds"]>;
  readonly cohort?: Partial<TaskTerms["cohort"]>;
  readonly stopping?: Partial<TaskTerms["stopping"]>;
  readonly mode?: TaskTerms["mode"];
}

/** Goal 4 of which 3 suffice, of whom 2 must send; 5 places. */
export function terms(input: TermsInput = {}): TaskTerms {
  return {
    rounds: {
      maximum: 3,
      openMs: 60_000,
      leaseMs: 20_000,
      minimumUplinkBps: 1_000_000,
      collectMs: 600_000,
      stepMs: 10_000,
      maximumAttempts: 3,
      ...input.rounds,
    },
    cohort: { goal: 4, minimum: 3, minSurvivors: 2, overSelection: 1.25, ...input.cohort },
    stopping: { patience: 0, minimumDelta: 0, metric: "loss", ...input.stopping },
    mode: input.mode ?? "sealed",
  };
}

/** Clients whose ids begin with different bytes. */
export function client(index: number): ClientId {
  return clientId(((index * 37) % 256).toString(16).padStart(2, "0") + index.toString(16).padStart(30, "0"));
}

export function digestOf(label: string): Digest {
  const hex = [...label].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return digest(hex.padStart(64, "0").slice(-64));
}

export function signed(label: string): SignedRef {
  return { digest: digestOf(label), signature: "ab".repeat(64) };
}

export function model(round: number): ModelRef {
  return { digest: digestOf(`model ${round}`), sizeBytes: 1_000, master: digestOf(`master ${round}`) };
}

export function scores(loss: number): Scores {
  return { ...noClassifierFigures, exampleCount: 100, loss, accuracy: 0.5, perClass: [] };
}

export function trained(round: number, loss: number | null = null): FoldResult {
  return {
    purpose: "train",
    scores: loss === null ? null : scores(loss),
    bytesDown: 10,
    receipt: signed(`receipt ${round}`),
    model: model(round),
    optimizer: null,
    clip: 1,
  };
}

export function evaluated(round: number, loss: number | null = null): FoldResult {
  return {
    purpose: "evaluate",
    scores: loss === null ? null : scores(loss),
    bytesDown: 10,
    receipt: signed(`receipt ${round}`),
  };
}

type Untimed<C> = C extends unknown ? Omit<C, "nowMs"> : never;
export type UntimedCommand = Untimed<Command>;

/** One coordinator in memory: commands go in, and what they made happen comes out. */
export class House {
  nowMs = startMs;
  state: CoordinatorState = initialState;
  readonly journal: CoordinatorEvent[] = [];

  send(command: UntimedCommand): Result<readonly CoordinatorEvent[], Declined> {
    const decided = decide(this.state, { ...command, nowMs: this.nowMs });
    if (decided.ok) {
      this.journal.push(...decided.value);
      this.state = evolveAll(this.state, decided.value);
    }
    return decided;
  }

  /** Sends what must succeed, and gives the kinds of the events. */
  done(command: UntimedCommand): readonly string[] {
    const decided = this.send(command);
    if (!decided.ok) throw new Error(`${command.kind}: ${JSON.stringify(decided.error)}`);
    return decided.value.map(({ kind }) => kind);
  }

  /** Sends what must be refused, leaves the state as it is, and gives the reason. */
  refused(command: UntimedCommand): string {
    const before = this.state;
    const decided = this.send(command);
    if (decided.ok) throw new Error(`${command.kind} was not refused`);
    if (this.state !== before) throw new Error("a refusal changed the state");
    return decided.error.outcome === "discarded" ? "discarded" : decided.error.reason;
  }

  after(ms: number): readonly string[] {
    this.nowMs += ms;
    return this.done({ kind: "tick" });
  }

  get task(): TaskState {
    const task = this.state.tasks.get(theTask);
    if (task === undefined) throw new Error("there is no task");
    return task;
  }

  get progress(): Progress {
    if (this.task.status === "waiting") throw new Error("the task is waiting");
    return this.task.progress;
  }

  get round(): Round {
    if (this.task.status !== "running") throw new Error(`the task is ${this.task.status}`);
    return this.task.round;
  }

  get key(): RoundKey {
    return this.round.key;
  }

  get open(): Open {
    if (this.round.phase !== "open") throw new Error(`the round is ${this.round.phase}`);
    return this.round;
  }

  get collecting(): Collecting {
    if (this.round.phase !== "collecting") throw new Error(`the round is ${this.round.phase}`);
    return this.round;
  }

  get folding(): Folding {
    if (this.round.phase !== "folding") throw new Error(`the round is ${this.round.phase}`);
    return this.round;
  }

  enroll(...indices: readonly number[]): void {
    for (const index of indices) {
      this.done({
        kind: "enroll",
        client: client(index),
        publicKey: index.toString(16).padStart(64, "0"),
        tokenHash: digestOf(`token ${index}`),
        clientKind: "simulated",
        release: "0.1.0",
      });
    }
  }

  publish(): readonly string[] {
    const { key } = this;
    const descriptor = signed(`descriptor ${key.round}.${key.attempt}`);
    return this.done({ kind: "publish-round", key, descriptor });
  }

  checkIn(...indices: readonly number[]): readonly string[] {
    return indices.flatMap((index) => this.done({ kind: "check-in", task: theTask, client: client(index) }));
  }

  readyCommand(index: number, uploadSizeBytes = 1_000) {
    const { key } = this;
    const descriptor = digestOf(`descriptor ${key.round}.${key.attempt}`);
    return { kind: "ready", key, client: client(index), descriptor, uploadSizeBytes } as const;
  }

  ready(...indices: readonly number[]): readonly string[] {
    return indices.flatMap((index) => this.done(this.readyCommand(index)));
  }

  commitCommand(index: number, label = "update") {
    const { key } = this;
    return {
      kind: "upload-committed",
      key,
      client: client(index),
      digest: digestOf(`${label} ${key.round}.${key.attempt} ${index}`),
      sizeBytes: 1_000,
    } as const;
  }

  commit(...indices: readonly number[]): readonly string[] {
    return indices.flatMap((index) => this.done(this.commitCommand(index)));
  }

  rejectCommand(index: number) {
    const { key } = this;
    const detail = "the delta is too long";
    return { kind: "upload-rejected", key, client: client(index), reason: "norm-exceeded", detail } as const;
  }

  leaveCommand(index: number) {
    return { kind: "leave", key: this.key, client: client(index), reason: "the lid was closed" } as const;
  }

  /** From `preparing` to `collecting` with four clients. */
  gather(): void {
    this.publish();
    this.checkIn(0, 1, 2, 3);
    this.ready(0, 1, 2, 3);
  }

  /** From `preparing` through a whole round with four clients. */
  roundWith(loss: number | null = null): readonly string[] {
    this.gather();
    this.commit(0, 1, 2, 3);
    const { key, purpose } = this.folding;
    const result = purpose === "train" ? trained(key.round, loss) : evaluated(key.round, loss);
    return this.done({ kind: "fold-finished", key, result });
  }
}

export function createTask(house: House, input: TermsInput = {}): void {
  house.done({
    kind: "create-task",
    task: theTask,
    terms: terms(input),
    plan: digestOf("plan"),
    base: digestOf("base"),
  });
}

export function startTask(house: House): void {
  house.done({ kind: "start-task", task: theTask, model: model(0), clip: 1, uploadLimitBytes: 10_000 });
}

/** A house with eight enrolled clients and a task whose first round is `preparing`. */
export function startedHouse(input: TermsInput = {}): House {
  const house = new House();
  house.enroll(0, 1, 2, 3, 4, 5, 6, 7);
  createTask(house, input);
  startTask(house);
  return house;
}

/** The same, and the first round is `open`. */
export function openHouse(input: TermsInput = {}): House {
  const house = startedHouse(input);
  house.publish();
  return house;
}
