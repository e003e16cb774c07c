import { expect } from "chai";
import fc from "fast-check";

import { cancellationSource } from "../../src/support/index.ts";
import type { RefusalReason } from "../../src/rounds/index.ts";
import type { SecureScript } from "./secure-attempt.ts";
import { clients, exchangeCalls, expectPlainSums, runCohort, securePlan } from "./secure-cohort.ts";
import type { Fault } from "./secure-coordinator.ts";

const count = 4;
const ids = clients(count);

const attempt: fc.Arbitrary<SecureScript> = fc.record(
  {
    purpose: fc.constantFrom("train", "train", "train", "evaluate"),
    abortAfter: fc.constantFrom(
      ...(["open", "advertising", "sharing", "collecting", "confirming", "unmasking"] as const),
    ),
    restored: fc.boolean(),
  },
  { requiredKeys: [] },
);

const usual = fc.record({ purpose: fc.constantFrom("train", "train", "evaluate") }, { requiredKeys: [] });

/** What happens to one client's calls, in turn: most of them go through. */
const faults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom("before", "after") },
  ),
  { maxLength: 60 },
);

const reasons: readonly RefusalReason[] = ["late", "not-in-cohort", "overloaded", "malformed", "wrong-round"];

function seldom<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const life = fc.record({
  faults,
  /** At which of its calls it is told to stop. */
  stopAt: seldom(fc.integer({ min: 1, max: 80 })),
  /** Its process dies at the first lost call, and starts again with what it remembers. */
  mortal: seldom(fc.constant(true)),
  refusal: seldom(
    fc.record({
      method: fc.constantFrom(...exchangeCalls),
      reason: fc.constantFrom(...reasons),
    }),
  ),
});

describe("participants in mode secure under any script of attempts, faults, stops and restarts", function () {
  this.timeout(120_000);

  it("never send two messages or vectors for one attempt, nor a delta in two, nor mask a third time; each sum is the plain one", async () => {
    const seen = { committed: 0, aborted: 0, reused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(attempt, usual, usual), { minLength: 1, maxLength: 6 }),
        fc.array(life, { minLength: count, maxLength: count }),
        async (attempts, lives) => {
          const plan = securePlan(count);
          const stops = lives.map(() => cancellationSource());
          const refused = new Set<number>();
          const run = await runCohort({
            count,
            plan,
            attempts,
            parts: Object.fromEntries(
              lives.map(({ mortal }, index) => [
                index,
                {
                  lives: 3,
                  settings: mortal === true ? { giveUpAfterMs: 0 } : {},
                  ...(stops[index] && { signal: stops[index].signal }),
                },
              ]),
            ),
            fault: (client, _method, call) => {
              const index = ids.indexOf(client);
              const { faults: calls = [], stopAt } = lives[index] ?? {};
              if (call === stopAt) stops[index]?.cancel(new Error("stop"));
              return calls[call];
            },
            refuse: (client, method) => {
              const index = ids.indexOf(client);
              const refusal = lives[index]?.refusal;
              if (refusal?.method !== method || refused.has(index)) return undefined;
              refused.add(index);
              return refusal.reason;
            },
          });
          expect(run.coordinator.witness.violations).to.deep.equal([]);
          seen.committed += expectPlainSums(run, plan);
          seen.aborted += run.coordinator.ended.filter(({ end }) => end.kind === "aborted").length;
          for (const [index, { result, error, events }] of run.seats.entries()) {
            seen.reused += events.filter((event) => event.kind === "ready" && event.reused).length;
            if (result === undefined)
              expect(String(error)).to.match(/Gave up after|attempts in a row failed/);
            else if (lives[index]?.stopAt === undefined) expect(result.kind).to.equal("done");
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(Math.min(seen.committed, seen.aborted, seen.reused)).to.be.greaterThan(10);
  });
});
