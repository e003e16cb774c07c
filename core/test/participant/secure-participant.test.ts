import { expect } from "chai";

import { decodeMeta } from "../../src/ring/index.ts";
import { vectorShape } from "../../src/rounds/index.ts";
import { vectorBytes } from "../../src/secagg/index.ts";
import { UserError } from "../../src/support/index.ts";
import type { Seat } from "./secure-cohort.ts";
import {
  clients,
  exchangeCalls,
  expectPlainSums,
  runCohort,
  securePlan,
  timesTrained,
  vanishing,
} from "./secure-cohort.ts";
import { kinds } from "./take-part.ts";
import { virtualClock } from "./virtual-clock.ts";

const exchange = ["keys-advertised", "shares-dealt", "masked", "accepted", "survivors", "unmasked"];

function expectAllDone(seats: readonly Seat[]): void {
  for (const { result, error } of seats) {
    expect(error).to.equal(undefined);
    expect(result).to.include({ kind: "done" });
  }
}

describe("participants in mode secure", () => {
  it("agree on masks, send what only their sum gives away, and hear the outcome, round after round", async () => {
    const run = await runCohort({
      count: 8,
      plan: securePlan(3, { cohort: { goal: 8 } }),
      attempts: [{}, {}],
    });
    expectAllDone(run.seats);
    const round = ["assigned", "evaluated", "trained", "ready", ...exchange, "committed"];
    for (const { events, result } of run.seats) {
      expect(kinds(events)).to.deep.equal(["joined", ...round, ...round, "done"]);
      expect(result).to.include({ roundsCounted: 2 });
    }
    expect(expectPlainSums(run, securePlan(run.seats.length))).to.equal(2);
    expect(run.coordinator.witness.violations).to.deep.equal([]);
    expect(run.coordinator.left).to.deep.equal([]);
  });

  it("tell how many hold shares, how large the vector is and how many survive", async () => {
    const { seats } = await runCohort({ count: 4, attempts: [{}] });
    const at = { round: 1, attempt: 1 };
    const sizeBytes = vectorBytes(vectorShape(securePlan(), "train"));
    for (const { events } of seats) {
      expect(events).to.deep.include.members([
        { kind: "ready", ...at, sizeBytes, reused: false },
        { kind: "shares-dealt", ...at, cohort: 4, holders: 3 },
        { kind: "masked", ...at, sizeBytes },
        { kind: "survivors", ...at, survivors: 4, cohort: 4 },
      ]);
    }
  });

  it("put count, weight and how the incoming model did under the mask, and the delta within half a unit of rounding", async () => {
    const plan = securePlan(3, { aggregation: { maximumExamples: 14 }, training: { learningRate: 0.1 } });
    const run = await runCohort({ plan, attempts: [{}] });
    const shape = vectorShape(plan, "train");
    const [first] = run.coordinator.ended;
    expect(first?.vectors.size).to.equal(3);
    for (const vector of first?.vectors.values() ?? []) {
      const words = run.plainOf(vector);
      expect(decodeMeta(words.slice(shape.coordinates), 2)).to.deep.equal({
        count: 1,
        weightUnits: 2 ** 15,
        unclipped: 1,
        exampleCount: 4,
        lossSum: 2,
        counts: Uint32Array.of(1, 1, 0, 2),
      });
    }
    expect(expectPlainSums(run, plan)).to.equal(1);
  });

  it("only score the model in a round that evaluates", async () => {
    const run = await runCohort({ attempts: [{ purpose: "evaluate" }] });
    expectAllDone(run.seats);
    for (const seat of run.seats) expect(timesTrained(seat)).to.equal(0);
    const [{ end } = {}] = run.coordinator.ended;
    expect(end?.kind === "committed" && end.sum.integers.length).to.equal(0);
    expect(end?.kind === "committed" && decodeMeta(end.sum.meta, 2)).to.include({
      count: 3,
      exampleCount: 12,
    });
  });

  it("are warned once that a cohort of fewer than eight protects against a curious coordinator only", async () => {
    const { seats } = await runCohort({ count: 7, attempts: [{}, {}] });
    for (const { events } of seats) {
      const warnings = events.flatMap((event) => (event.kind === "warning" ? [event.message] : []));
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(
        /round 1 has 7 participants\. With fewer than 8 .* a curious coordinator only/,
      );
    }
  });

  it("never put bytes into what they tell their user", async () => {
    const { seats } = await runCohort({ attempts: [{}] });
    const bytesIn = (value: unknown): boolean =>
      ArrayBuffer.isView(value) ||
      (typeof value === "object" && value !== null && Object.values(value).some(bytesIn));
    for (const event of seats.flatMap(({ events }) => events)) {
      if (event.kind !== "evaluated" && event.kind !== "joined")
        expect(bytesIn(event), event.kind).to.equal(false);
    }
  });
});

describe("a cohort in mode secure of which one vanishes", () => {
  const count = 5;
  const [, gone] = clients(count);

  for (const [method, cohort, survivors] of [
    ["Ready", 4, 4],
    ["AdvertiseKeys", 4, 4],
    ["GetRoster", 5, 4],
    ["ShareKeys", 5, 4],
    ["GetInbox", 5, 4],
    ["PutChunk", 5, 4],
    ["CommitUpload", 5, 4],
    ["GetSurvivors", 5, 5],
    ["Confirm", 5, 5],
    ["GetConfirmations", 5, 5],
    ["Unmask", 5, 5],
  ] as const) {
    it(`before its ${method} gets the sum of the ${survivors} that count`, async () => {
      const run = await runCohort({
        count,
        attempts: [{}],
        parts: { 1: { settings: { giveUpAfterMs: 60_000 } } },
        ...(gone !== undefined && { fault: vanishing(gone, method) }),
      });
      const others = run.seats.filter(({ client }) => client !== gone);
      expectAllDone(others);
      expect(expectPlainSums(run, securePlan(run.seats.length))).to.equal(1);
      for (const { events, result } of others) {
        expect(result).to.include({ roundsCounted: 1 });
        expect(events.find(({ kind }) => kind === "survivors")).to.include({ survivors, cohort });
      }
      expect(run.seats[1]?.error).to.be.instanceOf(UserError);
      expect(run.coordinator.witness.violations).to.deep.equal([]);
    });
  }

  it("and is too small without it hears why there is no sum, and trains anew", async () => {
    const [first] = clients(3);
    let refusals = 0;
    const run = await runCohort({
      attempts: [{}, {}],
      refuse: (client, method) =>
        client === first && method === "CommitUpload" && refusals++ === 0 ? "late" : undefined,
    });
    expectAllDone(run.seats);
    expect(run.coordinator.ended.map(({ end }) => end.kind)).to.deep.equal(["aborted", "committed"]);
    for (const seat of run.seats) {
      expect(seat.events.find(({ kind }) => kind === "aborted")).to.include({ cause: "too-few-survivors" });
      expect(timesTrained(seat)).to.equal(2);
    }
    expect(expectPlainSums(run, securePlan(run.seats.length))).to.equal(1);
    expect(run.coordinator.witness.violations).to.deep.equal([]);
  });
});

describe("a participant in mode secure whose line breaks", () => {
  const [first] = clients(4);
  for (const method of exchangeCalls) {
    for (const when of ["before", "after"] as const) {
      it(`repeats ${method} with the same bytes when it is lost on its way ${when === "before" ? "there" : "back"}`, async () => {
        let lost = false;
        const run = await runCohort({
          count: 4,
          attempts: [{}],
          fault: (client, called) => {
            if (client !== first || lost || !called.startsWith(method)) return undefined;
            lost = true;
            return when;
          },
        });
        expectAllDone(run.seats);
        expect(run.seats.map(({ result }) => result?.roundsCounted)).to.deep.equal([1, 1, 1, 1]);
        expect(run.seats.map(timesTrained)).to.deep.equal([1, 1, 1, 1]);
        expect(expectPlainSums(run, securePlan(run.seats.length))).to.equal(1);
        expect(run.coordinator.witness.violations).to.deep.equal([]);
        const own = first === undefined ? [] : run.coordinator.callsOf(first);
        const inUpload = method === "PutChunk" || method === "CommitUpload";
        const asked = inUpload && when === "after" ? "UploadStatus" : method;
        expect(own.filter((called) => called.startsWith(asked)).length).to.be.greaterThan(1);
      });
    }
  }
});

describe("a cohort in mode secure whose coordinator is away for a while", () => {
  for (const method of exchangeCalls) {
    it(`goes on where it was, though it was about to call ${method}`, async () => {
      const clock = virtualClock();
      let backMs: number | undefined;
      const run = await runCohort({
        count: 4,
        clock,
        attempts: [{}],
        fault: (_client, called) => {
          if (called.startsWith(method)) backMs ??= clock.nowMs() + 3_000;
          return backMs !== undefined && clock.nowMs() < backMs ? "before" : undefined;
        },
      });
      expectAllDone(run.seats);
      for (const seat of run.seats) {
        expect(seat.result).to.include({ roundsCounted: 1 });
        expect(timesTrained(seat)).to.equal(1);
      }
      expect(run.coordinator.ended.map(({ end }) => end.kind)).to.deep.equal(["committed"]);
      expect(expectPlainSums(run, securePlan(4))).to.equal(1);
      expect(run.coordinator.witness.violations).to.deep.equal([]);
    });
  }
});
