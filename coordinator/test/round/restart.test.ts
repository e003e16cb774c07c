import { expect } from "chai";

import { nextDueMs } from "../../src/round/index.ts";
import { client, House, openHouse, startedHouse, startMs } from "./builders.ts";

describe("a restart", () => {
  it("puts deadlines and leases off by the time away", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2);
    house.nowMs += 3_600_000;
    expect(house.done({ kind: "restarted", aliveMs: 0 })).to.deep.equal(["coordinator-restarted"]);
    expect(house.open.leases.get(client(0))).to.deep.equal({ expiresAtMs: startMs + 3_620_000 });
    expect(house.open.deadline).to.deep.equal({ kind: "set", atMs: startMs + 3_660_000, extensions: 1 });
    expect(house.after(0)).to.deep.equal([]);
    expect(house.ready(0, 1, 2)).to.deep.equal(["client-ready", "client-ready", "client-ready"]);
  });

  it("puts them off by the time away alone, not by the time in which nothing happened", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2);
    house.nowMs += 15_000;
    const aliveMs = house.nowMs;
    house.nowMs += 1_000_000;
    house.done({ kind: "restarted", aliveMs });
    expect(house.journal.at(-1)).to.include({ kind: "coordinator-restarted", awayMs: 1_000_000 });
    expect(house.after(4_999)).to.deep.equal([]);
    expect(house.after(1)).to.include("leases-expired");
  });

  it("puts nothing off, nor forward, where the sign of life is later than the clock", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2);
    house.done({ kind: "restarted", aliveMs: house.nowMs + 60_000 });
    expect(house.journal.at(-1)).to.include({ kind: "coordinator-restarted", awayMs: 0 });
  });

  it("lets the same collecting round go on", () => {
    const house = startedHouse();
    house.gather();
    house.commit(0);
    const { deadline } = house.collecting;
    house.nowMs += 1_000_000;
    house.done({ kind: "restarted", aliveMs: 0 });
    expect(house.collecting.deadline.atMs).to.equal(deadline.atMs + 1_000_000);
    expect(house.commit(1, 2, 3)).to.include("folding-started");
  });

  it("puts a deadline off ten times at most, so that a coordinator which keeps crashing ends its rounds", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2);
    for (let crash = 0; crash < 10; crash++) {
      house.nowMs += 50_000;
      house.done({ kind: "restarted", aliveMs: 0 });
      expect(house.after(0)).to.deep.equal([]);
    }
    house.nowMs += 70_000;
    house.done({ kind: "restarted", aliveMs: 0 });
    expect(house.after(0)).to.deep.equal(["attempt-aborted"]);
  });

  it("is nothing to a coordinator that has no past", () => {
    expect(new House().done({ kind: "restarted", aliveMs: 0 })).to.deep.equal([]);
  });

  it("takes a clock that went back for one that stands", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2);
    const { lastEventMs } = house.state;
    house.nowMs -= 500_000;
    house.done({ kind: "restarted", aliveMs: 0 });
    house.checkIn(3);
    expect(house.state.lastEventMs).to.equal(lastEventMs);
    expect(house.open.leases.get(client(3))).to.deep.equal({ expiresAtMs: lastEventMs + 20_000 });
    expect(house.open.deadline).to.deep.include({ atMs: startMs + 60_000 });
  });
});

describe("a restore from a backup", () => {
  it("opens a new incarnation and aborts what ran, which is no failure of it", () => {
    const house = openHouse({ rounds: { maximumAttempts: 1 } });
    expect(house.done({ kind: "restored" })).to.deep.equal(["coordinator-restored", "attempt-aborted"]);
    expect(house.state.incarnation).to.equal(2);
    expect(house.key).to.deep.include({ round: 1, attempt: 2 });
    expect(house.progress).to.deep.include({ abortedInARow: 0 });
    expect(house.progress.history[0]).to.deep.include({ cause: "restored" });
  });
});

describe("nextDueMs", () => {
  it("is the earliest lease or deadline", () => {
    const house = openHouse();
    expect(nextDueMs(house.state)).to.equal(undefined);
    house.checkIn(0, 1, 2);
    expect(nextDueMs(house.state)).to.equal(startMs + 20_000);
    house.ready(0, 1, 2);
    expect(nextDueMs(house.state)).to.equal(startMs + 60_000);
    house.checkIn(3);
    house.ready(3);
    expect(nextDueMs(house.state)).to.equal(house.collecting.deadline.atMs);
    house.commit(0, 1, 2, 3);
    expect(nextDueMs(house.state)).to.equal(undefined);
  });
});
