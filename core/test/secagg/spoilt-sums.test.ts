// A masked vector cannot be looked at. What shows that one was wrong is the sum's meta lane: its count, and words that
// must be zero.
import { expect } from "chai";

import { canaryWords, localMasks } from "@tributary/core/secagg";
import type { MaskPort } from "@tributary/core/secagg";

import { expectAbort } from "./attacks.ts";
import type { Run } from "./cohort.ts";
import { defaultShape, drawInput, members, runAttempt } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const cohort = members(5);
const liar = 3;

/** An attempt to which one client brings a vector that was changed before it was masked. */
function spoiltBy(change: (vector: Uint8Array) => void): Promise<Run> {
  const inputs = cohort.map(({ client }) => drawInput(defaultShape, "spoilt", client));
  change(inputs[liar]!);
  return runAttempt({ n: 5, inputs });
}

function expectFailedCheck(run: Run, detail: RegExp): void {
  expectAbort(run, "check-failed");
  expect(run.outcome.ok ? "" : run.outcome.error.detail).to.match(detail);
}

describe("a sum that one vector spoils", () => {
  it("is found by each canary alone", async () => {
    for (let canary = 1; canary <= canaryWords; canary++) {
      for (const byte of [0, 3]) {
        const run = await spoiltBy((vector) => {
          vector[vector.length - 4 * canary + byte] = 128;
        });
        expectFailedCheck(run, /canary/);
      }
    }
  });

  it("is found by its count where a client counts itself not at all", async () => {
    const countAt = 3 * defaultShape.coordinates;
    const run = await spoiltBy((vector) => (vector[countAt] = 0));
    expectFailedCheck(run, /counts 4 updates, expected 5/);
  });

  it("is found by its canaries where one client masked for another model than the others", async () => {
    // Its context would be another, and so would the seed of each of its masks.
    const masksOf = (who: string): MaskPort => {
      const masks = localMasks(nativePrimitives);
      if (who !== cohort[liar]!.client) return masks;
      const elsewhere = (seed: Uint8Array): Uint8Array => nativePrimitives.sha256(seed);
      return {
        add: (words, used) =>
          masks.add(
            words,
            used.map(({ seed, sign }) => ({ seed: elsewhere(seed), sign })),
          ),
      };
    };
    expectFailedCheck(await runAttempt({ n: 5, masksOf }), /canary/);
  });
});
