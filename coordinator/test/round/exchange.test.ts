import { expect } from "chai";

import { outcomeOf } from "../../src/round/index.ts";
import type { ExchangeOutcome, ExchangePhase } from "../../src/round/index.ts";
import { client, openHouse, trained } from "./builders.ts";
import type { House } from "./builders.ts";

const mode = "secure" as const;
const input = { mode, cohort: { goal: 4, minimum: 4, minSurvivors: 3, overSelection: 1.25 } };

function close(house: House, phase: ExchangePhase, ...indices: readonly number[]): readonly string[] {
  const outcome: ExchangeOutcome = { kind: "fixed", clients: indices.map(client) };
  return house.done({ kind: "exchange-closed", key: house.key, phase, outcome });
}

/** With four clients invited. */
function advertising(): House {
  const house = openHouse(input);
  house.checkIn(0, 1, 2, 3);
  house.ready(0, 1, 2, 3);
  return house;
}

describe("a round in mode secure", () => {
  it("goes through the exchange's phases and commits the sum of those whose vectors were accepted", () => {
    const house = advertising();
    expect(house.round.phase).to.equal("advertising");
    expect(close(house, "advertising", 0, 1, 2, 3)).to.deep.equal(["roster-fixed"]);
    expect(close(house, "sharing", 0, 1, 2)).to.deep.equal(["sharers-fixed"]);
    expect([...house.collecting.pending.keys()]).to.have.members([0, 1, 2].map(client));
    house.commit(0, 1, 2);
    expect(house.round.phase).to.equal("collecting");
    expect(close(house, "collecting", 0, 1, 2)).to.deep.equal(["survivors-fixed"]);
    expect(close(house, "confirming", 0, 1)).to.deep.equal(["confirmations-fixed"]);
    expect(close(house, "unmasking", 0, 1)).to.deep.equal(["folding-started"]);
    expect([...house.folding.survivors.keys()]).to.have.members([0, 1, 2].map(client));
    house.done({ kind: "fold-finished", key: house.key, result: trained(1) });
    const summary = house.progress.history[0];
    expect(summary).to.deep.include({ end: "committed" });
    expect(summary?.tally).to.include({ ready: 4, counted: 3, dropped: 1 });
  });

  it("invites those who are READY when it advertises, and nobody to send before they have shared", () => {
    const house = advertising();
    const invited = (index: number) => {
      const outcome = outcomeOf(house.state, house.key, client(index));
      return outcome.ok && outcome.value.kind === "running" && outcome.value.invited;
    };
    expect([0, 3, 5].map(invited)).to.deep.equal([true, true, false]);
    expect(house.refused(house.commitCommand(0))).to.equal("not-invited");
    close(house, "advertising", 0, 1, 2, 3);
    expect(house.refused(house.commitCommand(0))).to.equal("not-invited");
    expect(invited(0)).to.equal(false);
    close(house, "sharing", 0, 1, 2);
    expect(house.refused(house.commitCommand(3))).to.equal("not-invited");
  });

  it("is not ended by time alone, since what a phase comes to is the session's to say", () => {
    const house = advertising();
    expect(house.after(3_600_000)).to.deep.equal([]);
    close(house, "advertising", 0, 1, 2, 3);
    close(house, "sharing", 0, 1, 2, 3);
    expect(house.after(3_600_000)).to.deep.equal([]);
    expect(house.round.phase).to.equal("collecting");
  });

  it("is aborted by the name that the session gives, and then tried again", () => {
    const house = advertising();
    const { key } = house;
    const outcome = { kind: "aborted", cause: "too-few-adverts", detail: "nobody came" } as const;
    expect(house.done({ kind: "exchange-closed", key, phase: "advertising", outcome })).to.deep.equal([
      "attempt-aborted",
    ]);
    expect(house.progress.history[0]).to.include({ end: "aborted", cause: "too-few-adverts" });
    expect(house.round).to.deep.include({ phase: "preparing", key: { ...key, attempt: 2 } });
  });

  it("discards the end of a phase that is over, or of another attempt", () => {
    const house = advertising();
    close(house, "advertising", 0, 1, 2, 3);
    const outcome: ExchangeOutcome = { kind: "fixed", clients: [] };
    expect(
      house.refused({ kind: "exchange-closed", key: house.key, phase: "advertising", outcome }),
    ).to.equal("discarded");
    const other = { ...house.key, attempt: 7 };
    expect(house.refused({ kind: "exchange-closed", key: other, phase: "sharing", outcome })).to.equal(
      "discarded",
    );
  });

  it("waits no longer for who leaves or is revoked, in each phase", () => {
    const house = advertising();
    const awaited = () => ("awaited" in house.round ? house.round.awaited.size : 0);
    house.done(house.leaveCommand(3));
    expect(awaited()).to.equal(3);
    close(house, "advertising", 0, 1, 2);
    house.done({ kind: "revoke", client: client(2), reason: "stolen" });
    expect(awaited()).to.equal(2);
    expect(house.round.phase).to.equal("sharing");
  });

  it("aborts at once when too few can still send", () => {
    const house = advertising();
    close(house, "advertising", 0, 1, 2, 3);
    close(house, "sharing", 0, 1, 2);
    expect(house.done(house.leaveCommand(0))).to.deep.equal(["client-left", "attempt-aborted"]);
    expect(house.progress.history[0]).to.include({ cause: "too-few-survivors" });
  });

  it("puts the deadline of its phase off by a restart", () => {
    const house = advertising();
    const before =
      "deadline" in house.round && "atMs" in house.round.deadline ? house.round.deadline.atMs : 0;
    house.nowMs += 50_000;
    house.done({ kind: "restarted", aliveMs: 0 });
    expect(house.round).to.have.deep.property("deadline", { atMs: before + 50_000, extensions: 1 });
  });

  it("suspects those who were in a spoilt sum, and counts what they have sent in the round", () => {
    const house = advertising();
    close(house, "advertising", 0, 1, 2, 3);
    close(house, "sharing", 0, 1, 2, 3);
    house.commit(0, 1, 2);
    close(house, "collecting", 0, 1, 2);
    close(house, "confirming", 0, 1, 2);
    close(house, "unmasking", 0, 1, 2);
    house.done({
      kind: "fold-failed",
      key: house.key,
      cause: "check-failed",
      detail: "a canary is not zero",
    });
    const { suspicion } = house.progress;
    expect(suspicion.suspects).to.have.members([0, 1, 2].map(client));
    expect([...suspicion.sent]).to.have.deep.members([0, 1, 2].map((index) => [client(index), 1]));
  });

  it("accuses those in the sum and who dealt the shares, when shares give a secret not back", () => {
    const house = advertising();
    close(house, "advertising", 0, 1, 2, 3);
    close(house, "sharing", 0, 1, 2, 3);
    house.commit(0, 1, 2);
    close(house, "collecting", 0, 1, 2);
    close(house, "confirming", 0, 1, 2);
    close(house, "unmasking", 0, 1, 2);
    const concerned = [client(3)];
    house.done({ kind: "fold-failed", key: house.key, cause: "bad-shares", detail: "no secret", concerned });
    expect(house.progress.suspicion.accused).to.have.members([0, 1, 2, 3].map(client));
  });

  it("ends though all its clients have sent twice, and does not wait for others for ever", () => {
    const house = openHouse({ ...input, rounds: { maximumAttempts: 3 } });
    for (const attempt of [1, 2]) {
      expect(house.key.attempt).to.equal(attempt);
      house.checkIn(0, 1, 2, 3);
      house.ready(0, 1, 2, 3);
      close(house, "advertising", 0, 1, 2, 3);
      close(house, "sharing", 0, 1, 2, 3);
      house.commit(0, 1, 2, 3);
      const outcome = { kind: "aborted", cause: "too-few-confirmations", detail: "they left" } as const;
      close(house, "collecting", 0, 1, 2, 3);
      house.done({ kind: "exchange-closed", key: house.key, phase: "confirming", outcome });
      if (attempt === 1) house.publish();
    }
    expect(house.publish()).to.deep.equal(["descriptor-published", "open-deadline-set"]);
    expect(house.checkIn(0, 1, 2, 3)).to.deep.equal([]);
    expect(house.after(60_000)).to.deep.equal(["attempt-aborted"]);
    expect(house.task).to.include({ status: "failed", cause: "too-few-ready" });
  });

  it("answers READY with another size as any replay that contradicts the first", () => {
    const house = advertising();
    expect(house.done(house.readyCommand(0))).to.deep.equal([]);
    expect(house.refused(house.readyCommand(0, 999))).to.equal("conflicting-replay");
  });
});
