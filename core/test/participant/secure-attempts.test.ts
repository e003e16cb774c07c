import { expect } from "chai";

import { roundStream } from "../../src/participant/encode-update.ts";
import type { Advertised } from "../../src/participant/index.ts";
import { UserError, digest } from "../../src/support/index.ts";
import type { Digest, TaskId } from "../../src/support/index.ts";
import { scriptedTask } from "./scripted-task.ts";
import type { SecureScript } from "./secure-attempt.ts";
import { clients, emptyMemory, ofKind, runCohort, securePlan, timesTrained } from "./secure-cohort.ts";

describe("a delta in mode secure", () => {
  for (const abortAfter of ["open", "advertising", "sharing"] as const) {
    it(`is offered again, rounded anew, if its attempt is aborted after ${abortAfter}`, async () => {
      const run = await runCohort({ attempts: [{ abortAfter }, {}] });
      for (const seat of run.seats) {
        expect(timesTrained(seat)).to.equal(1);
        expect(ofKind(seat, "ready").map(({ attempt, reused }) => [attempt, reused])).to.deep.equal([
          [1, false],
          [2, true],
        ]);
        expect(seat.result).to.include({ roundsCounted: 1 });
      }
      expect(run.coordinator.witness.violations).to.deep.equal([]);
      expect([...run.coordinator.witness.vectors].filter((name) => name.endsWith(" 1/1"))).to.deep.equal([]);
    });
  }

  for (const abortAfter of ["collecting", "confirming", "unmasking"] as const) {
    it(`is burned if its attempt is aborted after ${abortAfter}: the next one is trained anew`, async () => {
      const run = await runCohort({ attempts: [{ abortAfter }, {}] });
      for (const seat of run.seats) {
        expect(timesTrained(seat)).to.equal(2);
        expect(ofKind(seat, "ready").map(({ reused }) => reused)).to.deep.equal([false, false]);
        expect(seat.result).to.include({ roundsCounted: 1 });
      }
      expect(run.coordinator.witness.violations).to.deep.equal([]);
    });
  }

  it("is burned by its first byte, though the coordinator never had the whole", async () => {
    const [first] = clients(4);
    let refusals = 0;
    const run = await runCohort({
      count: 4,
      attempts: [{ abortAfter: "collecting" }, {}],
      refuse: (client, method) =>
        client === first && method === "PutChunk" && refusals++ === 0 ? "late" : undefined,
    });
    const [seat] = run.seats;
    expect(seat && timesTrained(seat)).to.equal(2);
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });

  it("is kept if the upload was refused before its first byte left", async () => {
    const [first] = clients(4);
    const run = await runCohort({
      count: 4,
      attempts: [{ abortAfter: "collecting" }, {}],
      // Until its vector would come too late.
      fault: (client, method, call) =>
        client === first && method === "UploadStatus 1/1" && call < 40 ? "before" : undefined,
    });
    const [seat] = run.seats;
    expect(seat && timesTrained(seat)).to.equal(1);
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });

  it("is trained anew for another model, though it was never sent", async () => {
    const [first] = clients(4);
    const run = await runCohort({
      count: 4,
      attempts: [{}, {}],
      refuse: (client, method) => (client === first && method === "AdvertiseKeys" ? "late" : undefined),
    });
    const [seat] = run.seats;
    expect(seat && timesTrained(seat)).to.equal(2);
    expect(seat && ofKind(seat, "committed").map(({ counted }) => counted)).to.deep.equal([false, false]);
  });

  it("comes from another stream in another incarnation, though round and attempt are the same", () => {
    const task = scriptedTask(securePlan());
    const drawn = (incarnation: number): string => {
      const model = task.modelOfRound(0);
      const progress = { incarnation, round: 1, attempt: 1, model, previous: null };
      const cohort = { minimum: 3, maximum: 3 };
      const descriptor = { ...task.assign(progress, "train", { mode: "secure" }), cohort };
      const assignment = task.assignment(descriptor, model);
      const [client] = clients(1);
      if (client === undefined) throw new Error("there is no client");
      const context = { seed: new Uint8Array(32), client, assignment };
      return roundStream("train", context).bytes(8).join();
    };
    expect(drawn(1)).to.equal(drawn(1));
    expect(drawn(2)).to.not.equal(drawn(1));
  });
});

describe("a participant that has masked two updates for a round", () => {
  const aborted: SecureScript = { abortAfter: "unmasking" };

  it("makes no third, says so, gives its place back and waits", async () => {
    const run = await runCohort({ attempts: [aborted, aborted, aborted, aborted] });
    for (const seat of run.seats) {
      expect(timesTrained(seat)).to.equal(2);
      expect(ofKind(seat, "masked").map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
      expect(ofKind(seat, "resting").map(({ reason }) => reason)).to.include(
        "this client masked 2 updates for round 1, and makes no third; it takes part from the next round on",
      );
      const own = run.coordinator.callsOf(seat.client);
      expect(own).to.include("Ready 1/2");
      expect(own).to.not.include("Ready 1/3");
      expect(own).to.include("Leave 1/3");
    }
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });

  it("counts those of a process before it, and takes part in the next round again", async () => {
    const memory = emptyMemory();
    memory.advertised = { incarnation: 1, round: 1, attempt: 1, maskedAttempts: 2 };
    const run = await runCohort({
      count: 4,
      attempts: [{ abortAfter: "open" }, {}, {}],
      parts: { 0: { memory } },
    });
    const [seat, ...others] = run.seats;
    expect(seat && ofKind(seat, "masked").map(({ round }) => round)).to.deep.equal([2]);
    expect(seat?.result).to.include({ roundsCounted: 1 });
    for (const { result } of others) expect(result).to.include({ roundsCounted: 2 });
    expect(memory.advertised).to.deep.equal({ incarnation: 1, round: 2, attempt: 1, maskedAttempts: 1 });
  });
});

describe("a participant that advertises keys", () => {
  const [first] = clients(4);

  it("has written down that it does before they leave, and that there is a masked vector before any of it does", async () => {
    const log: unknown[] = [];
    const saveAdvertised = (_coordinator: Digest, _task: TaskId, advertised: Advertised): Promise<void> => {
      log.push(advertised);
      return Promise.resolve();
    };
    await runCohort({
      attempts: [{}],
      parts: { 0: { memory: { ...emptyMemory(), saveAdvertised } } },
      fault: (client, method) => {
        if (client === clients(3)[0] && /AdvertiseKeys|PutChunk/.test(method)) log.push(method);
        return undefined;
      },
    });
    const place = { incarnation: 1, round: 1, attempt: 1 };
    expect(log).to.deep.equal([
      { ...place, maskedAttempts: 0 },
      "AdvertiseKeys 1/1",
      { ...place, maskedAttempts: 1 },
      "PutChunk 1/1",
    ]);
  });

  it("advertises none if that cannot be written down", async () => {
    const saveAdvertised = (): Promise<void> => Promise.reject(new UserError("The disk is full."));
    const { seats, coordinator } = await runCohort({
      count: 4,
      attempts: [{}],
      parts: { 0: { memory: { ...emptyMemory(), saveAdvertised } } },
    });
    expect(seats[0]?.error).to.include({ message: "The disk is full." });
    const own = first === undefined ? [] : coordinator.callsOf(first);
    expect(own).to.include("Ready 1/1");
    expect(own).to.not.include("AdvertiseKeys 1/1");
    expect(coordinator.left).to.deep.equal([{ client: first, reason: "failed" }]);
  });

  it("never does so again for that attempt or one before it, whatever the coordinator offers", async () => {
    const memory = emptyMemory();
    memory.advertised = { incarnation: 1, round: 1, attempt: 2, maskedAttempts: 0 };
    const { seats, coordinator } = await runCohort({
      count: 4,
      attempts: [{ abortAfter: "unmasking" }, { abortAfter: "unmasking" }, {}],
      parts: { 0: { memory } },
    });
    const [seat] = seats;
    if (seat === undefined) throw new Error("the cohort is empty");
    expect(ofKind(seat, "keys-advertised").map(({ attempt }) => attempt)).to.deep.equal([]);
    expect(coordinator.left.map(({ reason }) => reason)).to.include("this client waits for another attempt");
    expect(ofKind(seat, "resting").map(({ reason }) => reason)).to.include(
      "this client was in attempt 2 at round 1 already, and takes part from the next one on",
    );
  });

  it("stops rather than wait for ever if the coordinator went back", async () => {
    const memory = emptyMemory();
    memory.seen = { incarnation: 1, round: 7, digest: digest("a".repeat(64)) };
    memory.advertised = { incarnation: 1, round: 7, attempt: 1, maskedAttempts: 1 };
    const { seats } = await runCohort({ count: 4, attempts: [{}], parts: { 0: { memory } } });
    expect(String(seats[0]?.error)).to.match(/went back: it offers round 1 of incarnation 1/);
  });

  it("waits for the next attempt when it is started again in one that it was in", async () => {
    let lost = false;
    const run = await runCohort({
      count: 4,
      attempts: [{}, {}],
      parts: { 0: { lives: 2, settings: { giveUpAfterMs: 0 } } },
      fault: (client, method) => {
        if (client !== first || method !== "GetRoster 1/1" || lost) return undefined;
        lost = true;
        return "before";
      },
    });
    const [seat] = run.seats;
    if (seat === undefined) throw new Error("the cohort is empty");
    expect(ofKind(seat, "joined")).to.have.length(2);
    expect(ofKind(seat, "keys-advertised").map(({ round }) => round)).to.deep.equal([1, 2]);
    expect(seat.result).to.include({ roundsCounted: 1 });
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });
});
