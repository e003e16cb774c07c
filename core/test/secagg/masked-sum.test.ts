import { expect } from "chai";
import fc from "fast-check";

import type { Topology } from "@tributary/core/graph";
import type { CoordinatorSession } from "@tributary/core/secagg";
import {
  addVector,
  canaryWords,
  evolve,
  localMasks,
  recoverMasks,
  startCoordinator,
  unmaskSum,
  vectorWords,
} from "@tributary/core/secagg";
import { err } from "@tributary/core/support";

import type { Run, Settings, Stage } from "./cohort.ts";
import { defaultShape, plainSum, runAttempt, stages } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

function expectPlainSum(run: Run, settings: Settings): void {
  if (!run.outcome.ok) throw new Error(`${run.outcome.error.cause}: ${run.outcome.error.detail}`);
  const counted = run.survivors.flatMap((client) => run.inputs.get(client) ?? []);
  expect(run.outcome.value).to.deep.equal(plainSum(counted, settings.shape ?? defaultShape));
}

function vanishing(indices: readonly number[], stage: (index: number) => Stage): ReadonlyMap<number, Stage> {
  return new Map(indices.map((index, i) => [index, stage(i)]));
}

const shapes = fc.record({
  coordinates: fc.integer({ min: 0, max: 40 }),
  profile: fc.constantFrom("u24" as const, "u32" as const),
  metaWords: fc.integer({ min: 1 + canaryWords, max: 12 }),
});

const completeCohorts = fc.integer({ min: 3, max: 12 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    seed: fc.string({ minLength: 1, maxLength: 6 }),
    shape: shapes,
    stageOf: fc.array(fc.constantFrom(...Array.from({ length: 18 }, () => undefined), ...stages), {
      minLength: n,
      maxLength: n,
    }),
  }),
);

/** What must come of a cohort on the complete graph, from the specification and counting alone. */
function verdict(n: number, stageOf: readonly (Stage | undefined)[]): "sum" | "abort" {
  const gone = (upTo: Stage): number =>
    stageOf.filter((stage) => stage !== undefined && stages.indexOf(stage) <= stages.indexOf(upTo)).length;
  const roster = n - gone("advert");
  if (roster < 3) return "abort";
  const threshold = roster < 8 ? Math.floor(roster / 2) + 1 : Math.floor((2 * roster) / 3) + 1;
  const enough = n - gone("answer") >= threshold && n - gone("input") >= 3;
  return enough ? "sum" : "abort";
}

describe("the masked sum", function () {
  this.timeout(60_000);

  it("equals the plain integer sum over the survivors, whoever vanishes where within the tolerance, and beyond it the attempt aborts without a sum", async () => {
    const seen = { sum: 0, abort: 0 };
    await fc.assert(
      fc.asyncProperty(completeCohorts, async ({ n, seed, shape, stageOf }) => {
        const vanish = new Map(
          stageOf.flatMap((stage, i) => (stage === undefined ? [] : [[i, stage] as const])),
        );
        const settings = { n, seed, shape, vanish };
        const run = await runAttempt(settings);
        const expected = verdict(n, stageOf);
        seen[expected]++;
        expect(run.outcome.ok ? "sum" : "abort").to.equal(expected);
        if (run.outcome.ok) expectPlainSum(run, settings);
        else {
          expect(run.coordinator.phase).to.equal("aborted");
          expect(run.outcome).to.have.all.keys("ok", "error");
        }
        expect([...run.refusals.values()]).to.deep.equal([...run.refusals.values()].filter(isShortage));
      }),
      { numRuns: 50, seed: 20_261 },
    );
    expect(seen.sum).to.be.greaterThan(10);
    expect(seen.abort).to.be.greaterThan(5);
  });

  it("equals the plain sum on random Harary graphs of random degree", async () => {
    const cohorts = fc
      .record({
        n: fc.integer({ min: 8, max: 16 }),
        half: fc.integer({ min: 2, max: 3 }),
        seed: fc.string({ minLength: 1, maxLength: 6 }),
        shape: shapes,
        vanished: fc.option(fc.tuple(fc.nat(7), fc.constantFrom(...stages))),
      })
      .map(({ half, ...rest }) => ({ ...rest, degree: 2 * half }));
    await fc.assert(
      fc.asyncProperty(cohorts, async ({ n, degree, seed, shape, vanished }) => {
        // 2t > k, and k - 1 neighbours of those who lost one are enough.
        const topology: Topology = { kind: "harary", degree, threshold: degree / 2 + 1 };
        const vanish = vanished === null ? new Map() : new Map([vanished]);
        const settings = { n, seed, shape, topology, vanish };
        expectPlainSum(await runAttempt(settings), settings);
      }),
      { numRuns: 20, seed: 20_262 },
    );
  });

  for (const stage of stages.filter((name) => name !== "advert")) {
    it(`is there when exactly n - t of ten vanish before their ${stage}, and is not when one more does`, async () => {
      const three = { n: 10, vanish: vanishing([1, 4, 8], () => stage) };
      expectPlainSum(await runAttempt(three), three);
      const four = await runAttempt({ n: 10, vanish: vanishing([1, 4, 7, 8], () => stage) });
      expect(four.outcome.ok).to.equal(false);
    });
  }

  it("names the cause when too many vanish, by where they vanish", async () => {
    const causes: Record<string, string> = {};
    for (const stage of stages) {
      const run = await runAttempt({ n: 10, minimum: 8, vanish: vanishing([1, 4, 7, 8], () => stage) });
      causes[stage] = run.outcome.ok ? "none" : run.outcome.error.cause;
    }
    expect(causes).to.deep.equal({
      advert: "too-few-adverts",
      shares: "too-few-sharers",
      input: "too-few-survivors",
      confirmation: "too-few-confirmations",
      answer: "too-few-answers",
    });
  });

  it("comes out of a home of three, one of whom vanishes after it sent its vector", async () => {
    for (const stage of ["confirmation", "answer"] as const) {
      const settings = { n: 3, vanish: vanishing([1], () => stage) };
      const run = await runAttempt(settings);
      expect(run.survivors).to.have.length(3);
      expectPlainSum(run, settings);
    }
  });

  it("does not come out of three when one vanishes before: two would know each other's update", async () => {
    const run = await runAttempt({ n: 3, vanish: vanishing([1], () => "input") });
    expect(run.outcome.ok ? "" : run.outcome.error.cause).to.equal("too-few-survivors");
  });

  it("does not come out of two, whatever the plan says", async () => {
    const run = await runAttempt({ n: 2, minimum: 1, minSurvivors: 1 });
    expect(run.outcome.ok ? "" : run.outcome.error.cause).to.equal("too-few-adverts");
  });

  it("does not come out where no graph is safe", async () => {
    const run = await runAttempt({ n: 4, topologyOf: () => err("none is safe") });
    expect(run.outcome.ok ? "" : run.outcome.error).to.deep.include({
      cause: "no-safe-graph",
      detail: "none is safe",
    });
  });

  it("is the same when the attempt is folded again from its events", async () => {
    const run = await runAttempt({ n: 8, vanish: vanishing([2, 5], (i) => (i === 0 ? "input" : "answer")) });
    expect(run.events.at(-1)).to.deep.equal({ kind: "unmasked" });
    const again = structuredClone(run.events.slice(0, -1)).reduce<CoordinatorSession>(
      (state, event) => evolve(state, event, nativePrimitives),
      startCoordinator(run.session),
    );
    if (again.phase !== "unmasking") throw new Error(`folded to ${again.phase}`);
    const recovery = await recoverMasks(again, nativePrimitives);
    if (!recovery.ok) throw new Error(recovery.error.detail);
    const words = new Uint32Array(vectorWords(defaultShape));
    for (const client of again.survivors) {
      addVector(words, run.uploads.get(client) ?? new Uint8Array(), defaultShape);
    }
    const sum = await unmaskSum(again, words, recovery.value.masks, localMasks(nativePrimitives));
    expect(sum).to.deep.equal(run.outcome);
  });

  it("is one of vectors that are not a multiple of a piece, and of one coordinate", async () => {
    for (const coordinates of [0, 1, 16, 17, 16_384, 20_001]) {
      const shape = { coordinates, profile: "u24" as const, metaWords: 5 };
      const settings = { n: 4, shape, vanish: vanishing([3], () => "input") };
      expectPlainSum(await runAttempt(settings), settings);
    }
  });
});

// What participants say when the cohort shrank too far; nothing else may be refused where nobody cheats.
function isShortage({ reason }: { readonly reason: string }): boolean {
  return ["too-few-sharers", "too-few-survivors", "too-few-confirmations", "roster-size"].includes(reason);
}
