import { expect } from "chai";

import { checkInAnswer } from "../../src/round/index.ts";
import { client, digestOf, openHouse, signed, startedHouse, startMs, theTask } from "./builders.ts";

describe("a round that is preparing", () => {
  it("gives no lease before its descriptor is published", () => {
    const house = startedHouse();
    expect(house.checkIn(0)).to.deep.equal([]);
    expect(house.round.phase).to.equal("preparing");
    expect(checkInAnswer(house.state, theTask, client(0), house.nowMs, 0.5)).to.deep.include({ ok: true });
  });

  it("opens with the descriptor, and takes no second one", () => {
    const house = startedHouse();
    const descriptor = signed("descriptor 1.1");
    expect(house.done({ kind: "publish-round", key: house.key, descriptor })).to.deep.equal([
      "descriptor-published",
    ]);
    expect(house.open.descriptor).to.deep.equal(descriptor);
    expect(house.refused({ kind: "publish-round", key: house.key, descriptor: signed("another") })).to.equal(
      "discarded",
    );
    expect(house.open.descriptor).to.deep.equal(descriptor);
  });

  it("has no deadline of its own", () => {
    const house = startedHouse();
    expect(house.after(86_400_000)).to.deep.equal([]);
    expect(house.round.phase).to.equal("preparing");
  });
});

describe("an open round", () => {
  it("gives each client one lease, and the same one again", () => {
    const house = openHouse();
    expect(house.checkIn(0)).to.deep.equal(["lease-granted"]);
    house.after(5_000);
    expect(house.checkIn(0)).to.deep.equal([]);
    expect([...house.open.leases]).to.deep.equal([[client(0), { expiresAtMs: startMs + 20_000 }]]);
    const answer = checkInAnswer(house.state, theTask, client(0), house.nowMs, 0.5);
    expect(answer.ok && answer.value).to.deep.include({ kind: "train", leaseMs: 15_000 });
  });

  it("gives ceil(goal x over-selection) places and no more", () => {
    const house = openHouse({ cohort: { goal: 4, overSelection: 1.1 } });
    house.checkIn(0, 1, 2, 3, 4);
    expect(house.checkIn(5)).to.deep.equal([]);
    expect(house.open.leases.size).to.equal(5);
    const answer = checkInAnswer(house.state, theTask, client(5), house.nowMs, 0.5);
    expect(answer.ok && answer.value).to.deep.include({
      kind: "come-back",
      reason: "the cohort is full",
      afterMs: 20_000,
    });
  });

  it("counts ready clients among the places", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2, 3, 4);
    house.ready(0, 1);
    expect(house.checkIn(5)).to.deep.equal([]);
    expect(house.open.leases.size).to.equal(3);
    expect(house.open.ready.size).to.equal(2);
  });

  it("frees the place of an expired lease, and a late READY needs a new one", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2, 3, 4);
    house.after(19_999);
    expect(house.open.leases.size).to.equal(5);
    house.ready(0);
    expect(house.after(1)).to.deep.equal(["leases-expired"]);
    expect(house.open.leases.size).to.equal(0);
    expect(house.open.ready.has(client(0))).to.equal(true);
    expect(house.refused(house.readyCommand(1))).to.equal("no-lease");
    expect(house.checkIn(5)).to.deep.equal(["lease-granted"]);
    expect(house.checkIn(1)).to.deep.equal(["lease-granted"]);
    expect(house.ready(1)).to.deep.equal(["client-ready"]);
    expect(house.open.leased).to.equal(7);
  });

  it("lets a lease expire by the clock though no tick came", () => {
    const house = openHouse();
    house.checkIn(0);
    house.nowMs += 20_000;
    expect(house.refused(house.readyCommand(0))).to.equal("no-lease");
    expect(house.checkIn(1)).to.deep.equal(["leases-expired", "lease-granted"]);
  });

  it("starts its deadline when the minimum has checked in, not before", () => {
    const house = openHouse();
    house.checkIn(0, 1);
    expect(house.open.deadline).to.deep.equal({ kind: "none" });
    house.nowMs += 1_000;
    expect(house.checkIn(2)).to.deep.equal(["lease-granted", "open-deadline-set"]);
    expect(house.open.deadline).to.deep.equal({ kind: "set", atMs: startMs + 61_000, extensions: 0 });
    house.nowMs += 1_000;
    expect(house.checkIn(3)).to.deep.equal(["lease-granted"]);
    expect(house.open.deadline).to.deep.include({ atMs: startMs + 61_000 });
  });

  it("writes no aborted rounds for an empty house", () => {
    const house = openHouse();
    house.checkIn(0, 1);
    house.after(20_000);
    expect(house.after(7 * 86_400_000)).to.deep.equal([]);
    expect(house.key).to.deep.include({ round: 1, attempt: 1 });
    expect(house.progress.history).to.deep.equal([]);
  });

  it("closes early at the goal and invites those who are ready", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2, 3, 4);
    house.ready(0, 1, 2);
    expect(house.ready(3)).to.deep.equal(["client-ready", "collecting-started"]);
    expect([...house.collecting.pending.keys()].sort()).to.deep.equal([0, 1, 2, 3].map(client).sort());
    expect(house.refused(house.readyCommand(4))).to.equal("not-invited");
    expect(house.collecting).to.deep.include({ invited: 4, leased: 5 });
  });

  it("collects at its deadline if the minimum is ready", () => {
    const house = openHouse({ rounds: { leaseMs: 100_000 } });
    house.checkIn(0, 1, 2, 3);
    house.ready(0, 1, 2);
    house.after(59_999);
    expect(house.round.phase).to.equal("open");
    expect(house.after(1)).to.deep.equal(["collecting-started"]);
    expect(house.collecting.invited).to.equal(3);
  });

  it("is aborted at its deadline below the minimum, and tried again from the same model", () => {
    const house = openHouse({ rounds: { leaseMs: 100_000 } });
    house.checkIn(0, 1, 2, 3);
    house.ready(0, 1);
    const { model } = house.progress;
    expect(house.after(60_000)).to.deep.equal(["attempt-aborted"]);
    expect(house.key).to.deep.include({ round: 1, attempt: 2 });
    expect(house.round.phase).to.equal("preparing");
    expect(house.progress.model).to.equal(model);
    expect(house.progress.history).to.have.length(1);
    expect(house.progress.history[0]).to.deep.include({
      end: "aborted",
      cause: "too-few-ready",
      tally: { leased: 4, ready: 2, counted: 0, rejected: 0, dropped: 0, bytesUp: 0 },
    });
  });

  it("notes READY once, whatever is repeated, and refuses a different repetition", () => {
    const house = openHouse();
    house.checkIn(0);
    expect(house.ready(0)).to.deep.equal(["client-ready"]);
    expect(house.ready(0)).to.deep.equal([]);
    expect(house.refused(house.readyCommand(0, 999))).to.equal("conflicting-replay");
    expect(house.open.ready.size).to.equal(1);
    expect(house.open.leases.size).to.equal(0);
  });

  it("refuses READY without a lease, for too much, and under another descriptor", () => {
    const house = openHouse();
    expect(house.refused(house.readyCommand(0))).to.equal("no-lease");
    house.checkIn(0);
    expect(house.refused(house.readyCommand(0, 10_001))).to.equal("too-large");
    expect(house.refused({ ...house.readyCommand(0), descriptor: digestOf("other") })).to.equal(
      "wrong-descriptor",
    );
    expect(house.open.leases.has(client(0))).to.equal(true);
  });

  it("takes an unsent update of an aborted attempt at the same round, and of no other round", () => {
    const house = openHouse({ rounds: { leaseMs: 100_000 } });
    house.checkIn(0, 1, 2);
    const made = house.readyCommand(0);
    house.ready(0);
    house.after(60_000);
    house.publish();
    house.checkIn(0);
    expect(house.done({ ...made, key: house.key })).to.deep.equal(["client-ready"]);
    expect(house.open.ready.get(client(0))?.descriptor).to.equal(digestOf("descriptor 1.1"));
    house.checkIn(1, 2, 3);
    house.ready(1, 2, 3);
    house.commit(0, 1, 2, 3);
    house.done({
      kind: "fold-finished",
      key: house.key,
      result: {
        purpose: "train",
        scores: null,
        bytesDown: 0,
        receipt: signed("r"),
        model: house.progress.model,
        optimizer: null,
        clip: 1,
      },
    });
    house.publish();
    house.checkIn(0);
    expect(house.refused({ ...made, key: house.key })).to.equal("wrong-descriptor");
  });

  it("gives the place of a client that leaves to another", () => {
    const house = openHouse();
    house.checkIn(0, 1, 2, 3, 4);
    house.ready(0);
    expect(house.done(house.leaveCommand(0))).to.deep.equal(["client-left"]);
    expect(house.done(house.leaveCommand(1))).to.deep.equal(["client-left"]);
    expect(house.done(house.leaveCommand(1))).to.deep.equal([]);
    expect(house.checkIn(5, 6, 7)).to.deep.equal(["lease-granted", "lease-granted"]);
  });

  it("takes no upload", () => {
    const house = openHouse();
    house.checkIn(0);
    house.ready(0);
    expect(house.refused(house.commitCommand(0))).to.equal("not-invited");
    expect(house.refused(house.rejectCommand(0))).to.equal("not-invited");
  });

  it("answers for other rounds, tasks and strangers by name", () => {
    const house = openHouse();
    house.checkIn(0);
    const { key } = house;
    expect(house.refused({ ...house.readyCommand(0), key: { ...key, round: 2 } })).to.equal("wrong-round");
    expect(house.refused({ ...house.readyCommand(0), key: { ...key, attempt: 2 } })).to.equal("wrong-round");
    expect(house.refused({ kind: "check-in", task: theTask, client: client(99) })).to.equal("not-enrolled");
  });
});
