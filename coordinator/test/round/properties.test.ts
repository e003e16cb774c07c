import { trainingPlaces } from "@tributary/core/plan";
import type { ClientId } from "@tributary/core/support";
import { expect } from "chai";
import fc from "fast-check";

import { evolveAll, initialState, nextDueMs, stateFromJson, stateToJson } from "../../src/round/index.ts";
import type { CoordinatorEvent } from "../../src/round/index.ts";
import {
  client,
  digestOf,
  evaluated,
  House,
  signed,
  startedHouse,
  terms,
  theTask,
  trained,
} from "./builders.ts";
import type { UntimedCommand } from "./builders.ts";

// Lists of what clients, operators, the service and the clock may do, in any order, with replays of anything that was
// sent before and with restarts between any two.

type Step =
  | {
      readonly do: "check-in" | "ready" | "leave" | "commit" | "commit-other" | "reject" | "revoke";
      readonly who: number;
    }
  | { readonly do: "clock"; readonly ms: number }
  | { readonly do: "restart" }
  | { readonly do: "publish" | "finish" | "fail" | "storage" | "pause" | "resume" }
  /** Whatever brings the round on. */
  | { readonly do: "forward"; readonly who: number }
  | { readonly do: "replay"; readonly which: number };

const input = {
  rounds: { maximum: 1, openMs: 1_000, leaseMs: 600, collectMs: 500, maximumAttempts: 3 },
  cohort: { goal: 3, minimum: 2, minSurvivors: 2, overSelection: 1.5 },
  stopping: { patience: 2 },
} as const;

const who = fc.nat(7);
const someone = (...all: readonly Extract<Step, { who: number }>["do"][]) =>
  fc.record({ do: fc.constantFrom(...all), who });
const steps = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: fc.record({ do: fc.constant("forward" as const), who }) },
    { weight: 5, arbitrary: someone("check-in", "ready", "commit") },
    { weight: 3, arbitrary: someone("leave", "reject", "commit-other") },
    // Never so many that nobody is left.
    { weight: 1, arbitrary: fc.record({ do: fc.constant("revoke" as const), who: fc.constantFrom(6, 7) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("publish" as const, "finish" as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("clock" as const), ms: fc.integer({ min: -400, max: 900 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom("fail" as const, "storage" as const, "pause" as const, "resume" as const),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("replay" as const), which: fc.nat(500) }) },
  ),
  { maxLength: 120, size: "max" },
);

function commandOf(
  house: House,
  step: Exclude<Step, { do: "clock" | "restart" | "replay" | "forward" }>,
): UntimedCommand {
  const { task } = house;
  const { round, attempt, purpose } = house.progress;
  const key = task.status === "running" ? task.round.key : { task: theTask, round, attempt };
  const name = `${key.round}.${key.attempt}`;
  switch (step.do) {
    case "check-in":
      return { kind: "check-in", task: theTask, client: client(step.who) };
    case "ready":
      return {
        kind: "ready",
        key,
        client: client(step.who),
        descriptor: digestOf(`descriptor ${name}`),
        uploadSizeBytes: 100,
      };
    case "leave":
      return { kind: "leave", key, client: client(step.who), reason: "gone" };
    case "commit":
    case "commit-other":
      return {
        kind: "upload-committed",
        key,
        client: client(step.who),
        digest: digestOf(`${step.do} ${name} ${step.who}`),
        sizeBytes: 100,
      };
    case "reject":
      return {
        kind: "upload-rejected",
        key,
        client: client(step.who),
        reason: "bad-meta",
        detail: "weights differ",
      };
    case "revoke":
      return { kind: "revoke", client: client(step.who), reason: "lost" };
    case "publish":
      return { kind: "publish-round", key, descriptor: signed(`descriptor ${name}`) };
    case "finish":
      return {
        kind: "fold-finished",
        key,
        result: purpose === "train" ? trained(key.round, 1 / key.round) : evaluated(key.round, 1),
      };
    case "fail":
      return { kind: "fold-failed", key, cause: "check-failed", detail: "not finite" };
    case "storage":
      return { kind: "storage-failed", key, detail: "the disk is full" };
    case "pause":
      return { kind: "pause-task", task: theTask };
    case "resume":
      return { kind: "resume-task", task: theTask };
    default:
      return step satisfies never;
  }
}

function forward(house: House, who: number): UntimedCommand {
  if (house.task.status !== "running") return commandOf(house, { do: "resume" });
  const { round } = house.task;
  switch (round.phase) {
    case "preparing":
      return commandOf(house, { do: "publish" });
    case "open":
      return commandOf(house, { do: round.leases.has(client(who)) ? "ready" : "check-in", who });
    case "collecting": {
      const pending = [0, 1, 2, 3, 4, 5, 6, 7].filter((index) => round.pending.has(client(index)));
      const next = pending[who % pending.length] ?? who;
      return commandOf(house, { do: who === 0 ? "reject" : "commit", who: next });
    }
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
      throw new Error(`a round in mode sealed is ${round.phase}`);
    case "folding":
      return commandOf(house, { do: "finish" });
    default:
      return round satisfies never;
  }
}

/** What a killed process leaves, folded by a new one. */
function restart(house: House): void {
  const journal = JSON.parse(JSON.stringify(house.journal)) as readonly CoordinatorEvent[];
  const folded = evolveAll(initialState, journal);
  // The text holds all of the state, and the order of its maps.
  expect(stateToJson(folded)).to.equal(stateToJson(house.state));
  expect(stateToJson(stateFromJson(stateToJson(folded)))).to.equal(stateToJson(house.state));
  house.state = folded;
  house.send({ kind: "restarted", aliveMs: 0 });
}

function perform(all: readonly Step[]): House {
  const house = startedHouse(input);
  const sent: UntimedCommand[] = [];
  for (const step of all) {
    if (step.do === "clock") {
      house.nowMs += step.ms;
      house.send({ kind: "tick" });
    } else if (step.do === "restart") {
      restart(house);
    } else {
      const command =
        step.do === "replay"
          ? sent[step.which % sent.length]
          : step.do === "forward"
            ? forward(house, step.who)
            : commandOf(house, step);
      if (command === undefined) continue;
      sent.push(command);
      const before = house.state;
      const decided = house.send(command);
      if (!decided.ok || decided.value.length === 0) expect(house.state).to.equal(before);
    }
    checkPlaces(house);
  }
  return house;
}

function checkPlaces(house: House): void {
  if (house.task.status !== "running") return;
  const { round } = house.task;
  const disjoint = (...sets: readonly Iterable<ClientId>[]) => {
    const all = sets.flatMap((set) => [...set]);
    expect(new Set(all).size).to.equal(all.length);
  };
  if (round.phase === "open") {
    expect(round.leases.size + round.ready.size).to.be.at.most(trainingPlaces(terms(input).cohort));
    disjoint(round.leases.keys(), round.ready.keys());
  }
  if (round.phase === "collecting") {
    const { pending, accepted, rejected, invited } = round;
    expect(pending.size + accepted.size + rejected.size).to.be.at.most(invited);
    disjoint(pending.keys(), accepted.keys(), rejected.keys());
  }
  if (round.phase === "folding") disjoint(round.survivors.keys(), round.rejected.keys());
}

/** Reads the journal alone, without the code that folds it. */
function checkJournal(journal: readonly CoordinatorEvent[]): { readonly counted: number } {
  let atMs = 0;
  let accepted = new Set<ClientId>();
  let rejected = new Set<ClientId>();
  let folding = false;
  let counted = 0;
  const ends = new Set<string>();
  for (const event of journal) {
    expect(event.atMs).to.be.at.least(atMs);
    atMs = event.atMs;
    switch (event.kind) {
      case "update-accepted":
        expect(folding, "accepted after folding began").to.equal(false);
        expect(accepted.has(event.client) || rejected.has(event.client), "decided on twice").to.equal(false);
        accepted.add(event.client);
        break;
      case "update-rejected":
        expect(folding, "rejected after folding began").to.equal(false);
        expect(accepted.has(event.client) || rejected.has(event.client), "decided on twice").to.equal(false);
        rejected.add(event.client);
        break;
      case "folding-started":
        expect(accepted.size).to.be.at.least(input.cohort.minSurvivors);
        folding = true;
        break;
      case "round-committed":
      case "attempt-aborted": {
        const end = `${event.key.round}.${event.key.attempt}`;
        expect(ends.has(end), "ended twice").to.equal(false);
        ends.add(end);
        const { tally } = event;
        expect(tally.counted).to.equal(accepted.size);
        expect(tally.rejected).to.equal(rejected.size);
        expect(tally.bytesUp).to.equal(100 * accepted.size);
        if (event.kind === "round-committed") {
          expect(folding).to.equal(true);
          expect(tally.counted + tally.rejected + tally.dropped).to.equal(tally.ready);
          counted += accepted.size;
        }
        [accepted, rejected, folding] = [new Set(), new Set(), false];
        break;
      }
      default:
    }
  }
  return { counted };
}

/** The service does its part and the clock goes on; no client does anything any more. */
function runOut(house: House): void {
  for (let turn = 0; turn < 40; turn++) {
    if (house.task.status !== "running") return;
    const { round } = house.task;
    if (round.phase === "preparing") {
      house.done(commandOf(house, { do: "publish" }));
    } else if (round.phase === "folding") {
      house.done(commandOf(house, { do: "finish" }));
    } else {
      const due = nextDueMs(house.state);
      if (due === undefined) {
        const places = house.open.leases.size + house.open.ready.size;
        expect(places, "a cohort without a deadline").to.be.below(input.cohort.minimum);
        return;
      }
      house.nowMs = Math.max(due, house.nowMs);
      expect(house.done({ kind: "tick" }), "nothing was due").to.not.deep.equal([]);
    }
  }
  expect.fail("the round does not end");
}

describe("any list of operations, with replays, clock steps and restarts", () => {
  it("keeps places, counts each client once, folds to the same state and ends every round", function () {
    this.timeout(60_000);
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(steps, (all) => {
        const house = perform(all);
        runOut(house);
        expect(evolveAll(initialState, house.journal)).to.deep.equal(house.state);
        restart(house);
        const { counted } = checkJournal(house.journal);
        const records = [...house.progress.records.values()];
        expect(records.reduce((sum, { roundsCounted }) => sum + roundsCounted, 0)).to.equal(counted);
        for (const { kind } of house.journal) reached.set(kind, (reached.get(kind) ?? 0) + 1);
        reached.set(house.task.status, (reached.get(house.task.status) ?? 0) + 1);
      }),
      { numRuns: 150 },
    );
    // A property over runs that never get anywhere would prove nothing.
    const wanted = [
      "round-committed",
      "attempt-aborted",
      "update-rejected",
      "leases-expired",
      "client-left",
      "completed",
      "task-resumed",
    ];
    expect(wanted.filter((kind) => !reached.has(kind))).to.deep.equal([]);
  });
});
