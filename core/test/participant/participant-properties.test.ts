import { expect } from "chai";
import fc from "fast-check";

import { cancellationSource } from "../../src/support/index.ts";
import type { RefusalReason } from "../../src/rounds/index.ts";
import type { AttemptScript, Fault } from "./scripted-coordinator.ts";
import { plan, scriptedTrainer, takePart } from "./take-part.ts";

const reasons: readonly RefusalReason[] = [
  "late",
  "not-invited",
  "overloaded",
  "digest-mismatch",
  "no-lease",
  "wrong-round",
];

const attempt: fc.Arbitrary<AttemptScript> = fc.record(
  {
    purpose: fc.constantFrom("train", "train", "train", "evaluate"),
    polls: fc.integer({ min: 0, max: 2 }),
    abort: fc.constantFrom("once-ready", "once-committed"),
    refuse: fc.record({
      at: fc.constantFrom("ready", "chunk", "commit"),
      reason: fc.constantFrom(...reasons),
    }),
    withoutUs: fc.boolean(),
    restored: fc.boolean(),
    leftOver: fc.constant(new Uint8Array(50)),
  },
  { requiredKeys: [] },
);

/** What happens to the calls, in turn: most of them go through. */
const faults: fc.Arbitrary<readonly (Fault | undefined)[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constantFrom("before", "after") },
  ),
  { maxLength: 60 },
);

/** Which of the trainer's runs fail. */
const failures = fc.array(fc.boolean(), { maxLength: 5 });

const uploads = [
  { pieces: "one piece", agreed: plan(100), runs: 120 },
  // So that an upload can break in its middle.
  { pieces: "two pieces", agreed: plan(176_000), runs: 10 },
];

describe("a participant under any script of rounds and faults", function () {
  this.timeout(60_000);

  for (const { pieces, agreed, runs } of uploads)
    it(`with uploads of ${pieces} ends, never sends two updates for one attempt, and never sends an update again once any of it was sent`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(attempt, { maxLength: 5 }),
          faults,
          failures,
          fc.option(fc.nat({ max: 60 })),
          async (attempts, calls, failing, stopAt) => {
            const source = cancellationSource();
            const good = scriptedTrainer();
            let turn = 0;
            const trainer = scriptedTrainer({
              train: (...args) =>
                failing[turn++] === true ? Promise.reject(new Error("as scripted")) : good.train(...args),
            });
            const { result, error, coordinator } = await takePart({
              plan: agreed,
              attempts,
              trainer,
              trainingRun: () => good.calls.filter((name) => name === "train").length,
              signal: source.signal,
              fault: (_method, call) => {
                if (stopAt !== null && call >= stopAt) source.cancel(new Error("stop"));
                return calls[call];
              },
            });
            expect(coordinator.violations).to.deep.equal([]);
            expect(trainer.calls.at(-1)).to.equal("dispose");
            if (result === undefined)
              expect(String(error)).to.match(
                /updates in a row could not be made|attempts in a row|updates in a row were refused/,
              );
            else if (stopAt === null) expect(result.kind).to.equal("done");
          },
        ),
        { numRuns: runs },
      );
    });
});
