import { expect } from "chai";

import { mayUpload, outcomeOf } from "../../src/round/index.ts";
import { client, digestOf, model, openHouse, startedHouse, startMs, trained } from "./builders.ts";

function collectingHouse(input: Parameters<typeof openHouse>[0] = {}) {
  const house = startedHouse(input);
  house.gather();
  return house;
}

describe("a round that collects", () => {
  it("lasts 15 s and what the largest update takes on the slowest uplink", () => {
    const house = openHouse({ rounds: { minimumUplinkBps: 1_000 } });
    house.checkIn(0, 1, 2, 3);
    house.ready(0, 1, 2);
    house.done(house.readyCommand(3, 2_000));
    expect(house.collecting.deadline).to.deep.equal({ atMs: startMs + 15_000 + 16_000, extensions: 0 });
  });

  it("lasts no longer than the plan says", () => {
    const house = collectingHouse({ rounds: { minimumUplinkBps: 1_000, collectMs: 18_000 } });
    expect(house.collecting.deadline.atMs).to.equal(startMs + 18_000);
  });

  it("invites each client that was ready, and nobody else", () => {
    const house = collectingHouse();
    const key = house.key;
    expect(outcomeOf(house.state, key, client(0))).to.deep.equal({
      ok: true,
      value: { kind: "running", phase: "collecting", invited: true },
    });
    expect(outcomeOf(house.state, key, client(5)))
      .to.deep.include({ ok: true })
      .and.nested.property("value.invited", false);
    expect(mayUpload(house.state, key, client(0))).to.nested.include({
      "value.standing": "invited",
      "value.uploadSizeBytes": 1_000,
    });
    expect(house.refused(house.commitCommand(5))).to.equal("not-invited");
  });

  it("accepts an update once; the same again is accepted without a second count, another is refused", () => {
    const house = collectingHouse();
    expect(house.commit(0)).to.deep.equal(["update-accepted"]);
    expect(house.commit(0)).to.deep.equal([]);
    expect(house.refused(house.commitCommand(0, "another"))).to.equal("conflicting-replay");
    expect(house.refused(house.rejectCommand(0))).to.equal("conflicting-replay");
    expect([...house.collecting.accepted.keys()]).to.deep.equal([client(0)]);
    expect(house.collecting.pending.size).to.equal(3);
    expect(house.done(house.readyCommand(0))).to.deep.equal([]);
  });

  it("refuses an update of another size than announced, and still takes the right one", () => {
    const house = collectingHouse();
    expect(house.refused({ ...house.commitCommand(0), sizeBytes: 1_001 })).to.equal("size-mismatch");
    expect(house.commit(0)).to.deep.equal(["update-accepted"]);
  });

  it("keeps the first reason of a rejected update, and counts it against its sender alone", () => {
    const house = collectingHouse();
    expect(house.done(house.rejectCommand(0))).to.deep.equal(["update-rejected"]);
    expect(house.refused(house.commitCommand(0))).to.equal("norm-exceeded");
    expect(house.refused({ ...house.rejectCommand(0), reason: "bad-meta" })).to.equal("norm-exceeded");
    expect(house.progress.records.get(client(0))).to.deep.equal({
      roundsCounted: 0,
      updatesRejected: 1,
      lastCounted: null,
    });
    expect(house.progress.records.size).to.equal(1);
    expect(house.collecting.pending.size).to.equal(3);
  });

  it("folds at once when everyone was accepted", () => {
    const house = collectingHouse();
    house.commit(0, 1, 2);
    expect(house.round.phase).to.equal("collecting");
    expect(house.commit(3)).to.deep.equal(["update-accepted", "folding-started"]);
    expect(house.folding.survivors.size).to.equal(4);
    expect(house.folding.tally).to.deep.equal({
      leased: 4,
      ready: 4,
      counted: 4,
      rejected: 0,
      dropped: 0,
      bytesUp: 4_000,
    });
  });

  it("folds at once when the last one waited for is rejected or leaves", () => {
    const rejected = collectingHouse();
    rejected.commit(0, 1, 2);
    expect(rejected.done(rejected.rejectCommand(3))).to.deep.equal(["update-rejected", "folding-started"]);
    expect(rejected.folding.tally).to.deep.include({ counted: 3, rejected: 1, dropped: 0 });
    const gone = collectingHouse();
    gone.commit(0, 1, 2);
    expect(gone.done(gone.leaveCommand(3))).to.deep.equal(["client-left", "folding-started"]);
    expect(gone.folding.tally).to.deep.include({ counted: 3, rejected: 0, dropped: 1 });
  });

  it("folds at its deadline with enough survivors", () => {
    const house = collectingHouse();
    house.commit(0, 1);
    expect(house.after(15_007)).to.deep.equal([]);
    expect(house.after(1)).to.deep.equal(["folding-started"]);
    expect(house.folding.tally).to.deep.include({ counted: 2, dropped: 2 });
  });

  it("is aborted at its deadline with too few", () => {
    const house = collectingHouse();
    house.commit(0);
    expect(house.after(15_008)).to.deep.equal(["attempt-aborted"]);
    expect(house.key).to.deep.include({ round: 1, attempt: 2 });
    expect(house.progress.history[0]).to.deep.include({ end: "aborted", cause: "too-few-updates" });
    expect(house.progress.records.size).to.equal(0);
  });

  it("is aborted as soon as too few can be left, whoever is still waited for", () => {
    const house = collectingHouse();
    house.done(house.rejectCommand(0));
    house.done(house.rejectCommand(1));
    expect(house.collecting.pending.size).to.equal(2);
    expect(house.done(house.leaveCommand(3))).to.deep.equal(["client-left", "attempt-aborted"]);
    expect(house.progress.history[0]).to.deep.include({ cause: "too-few-updates" });
  });

  it("takes nothing any more once the clock has passed its deadline, though no tick came", () => {
    const house = collectingHouse();
    const late = house.commitCommand(2);
    house.commit(0, 1);
    house.nowMs += 15_008;
    expect(house.refused(late)).to.equal("late");
    house.after(0);
    expect(house.folding.survivors.size).to.equal(2);
  });

  it("gives no lease, and lets no accepted client leave its sum", () => {
    const house = collectingHouse();
    expect(house.checkIn(5)).to.deep.equal([]);
    house.commit(0);
    expect(house.done(house.leaveCommand(0))).to.deep.equal([]);
    expect(house.collecting.accepted.has(client(0))).to.equal(true);
  });
});

describe("a round that folds", () => {
  function foldingHouse(input: Parameters<typeof openHouse>[0] = {}) {
    const house = collectingHouse(input);
    house.commit(0, 1);
    house.done(house.rejectCommand(2));
    house.done(house.leaveCommand(3));
    return house;
  }

  it("accepts nobody more and gives replays their first answer", () => {
    const house = foldingHouse();
    expect(house.refused(house.commitCommand(3))).to.equal("late");
    expect(house.refused(house.commitCommand(2))).to.equal("norm-exceeded");
    expect(house.refused(house.commitCommand(5))).to.equal("late");
    expect(house.commit(0)).to.deep.equal([]);
    expect(house.refused(house.commitCommand(0, "another"))).to.equal("conflicting-replay");
    expect(house.folding.survivors.size).to.equal(2);
  });

  it("commits the round, counts its survivors once, and prepares the next", () => {
    const house = foldingHouse();
    const { key } = house;
    const finished = { kind: "fold-finished", key, result: trained(1, 0.7) } as const;
    expect(house.done(finished)).to.deep.equal(["round-committed"]);
    expect(house.refused(finished)).to.equal("discarded");
    expect(house.key).to.deep.include({ round: 2, attempt: 1 });
    expect(house.progress.model).to.deep.equal(model(1));
    expect(house.progress.lastReceipt).to.equal(digestOf("receipt 1"));
    const counts = [...house.progress.records].map(([id, { roundsCounted }]) => [id, roundsCounted]);
    expect(counts).to.have.deep.members([
      [client(0), 1],
      [client(1), 1],
      [client(2), 0],
    ]);
    expect(house.progress.history[0]).to.deep.include({
      end: "committed",
      round: 1,
      tally: { leased: 4, ready: 4, counted: 2, rejected: 1, dropped: 1, bytesUp: 2_000 },
    });
  });

  it("answers replays after the round by what was counted", () => {
    const house = foldingHouse();
    const { key } = house;
    const [counted, another, dropped] = [
      house.commitCommand(0),
      house.commitCommand(0, "another"),
      house.commitCommand(3),
    ];
    house.done({ kind: "fold-finished", key, result: trained(1) });
    expect(house.done(counted)).to.deep.equal([]);
    expect(house.refused(another)).to.equal("conflicting-replay");
    expect(house.refused(dropped)).to.equal("late");
    const outcome = (index: number) => outcomeOf(house.state, key, client(index));
    expect(outcome(0)).to.nested.include({ "value.kind": "committed", "value.counted": true });
    expect(outcome(3)).to.nested.include({ "value.kind": "committed", "value.counted": false });
    expect(outcomeOf(house.state, { ...key, attempt: 7 }, client(0))).to.nested.include({
      "error.reason": "wrong-round",
    });
  });

  it("is aborted when the fold fails, and changes no model and no record", () => {
    const house = foldingHouse();
    const before = house.progress;
    const failed = {
      kind: "fold-failed",
      key: house.key,
      cause: "check-failed",
      detail: "a weight is NaN",
    } as const;
    expect(house.done(failed)).to.deep.equal(["attempt-aborted"]);
    expect(house.progress).to.deep.include({
      model: before.model,
      records: before.records,
      abortedInARow: 1,
      attempt: 2,
    });
    expect(house.refused(failed)).to.equal("discarded");
    expect(outcomeOf(house.state, failed.key, client(0))).to.nested.include({
      "value.cause": "check-failed",
    });
  });

  it("breaks on a result that does not fit, rather than journal it", () => {
    const house = foldingHouse();
    const { key } = house;
    const result = trained(1);
    expect(() =>
      house.send({ kind: "fold-finished", key, result: { ...result, bytesDown: Number.NaN } }),
    ).to.throw(RangeError);
    const { scores, bytesDown, receipt } = result;
    const wrong = { purpose: "evaluate", scores, bytesDown, receipt } as const;
    expect(() => house.send({ kind: "fold-finished", key, result: wrong })).to.throw(
      "a fold to evaluate ended a round to train",
    );
    expect(house.round.phase).to.equal("folding");
  });
});
