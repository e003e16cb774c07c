import { expect } from "chai";

import type { UnmaskAnswer } from "@tributary/core/secagg";
import { recoverMasks } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import { invert, multiply } from "../../src/shamir/field.ts";
import { wholeState } from "./attacks.ts";
import { members, runAttempt } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const ids = members(10).map(({ client }) => client);

/** Lagrange's coefficient of `own` at 0 among coordinates. */
function coefficient(own: number, coordinates: readonly number[]): number {
  return coordinates
    .filter((other) => other !== own)
    .reduce((product, other) => multiply(product, multiply(other, invert(own ^ other))), 1);
}

describe("two participants that lie together", function () {
  this.timeout(20_000);

  it("so that their errors cancel in the secret are named, and the honest are not", async () => {
    const state = wholeState(await runAttempt({ n: 10 }));
    const owner = ids[0]!;
    // The first seven shares are tried first. With errors e1 and e2 their sum is off by c1 e1 + c2 e2, which is zero for
    // e1 = c2 and e2 = c1: the right secret, on a polynomial that no honest share lies on.
    const first = [1, 2, 3, 4, 5, 6, 7];
    const errors = new Map([
      [ids[1]!, coefficient(3, first)],
      [ids[2]!, coefficient(2, first)],
    ]);
    const answers = new Map<ClientId, UnmaskAnswer>();
    for (const [client, answer] of state.answers) {
      const shares = answer.shares.map((returned) => {
        const share = returned.share.slice();
        if (returned.owner === owner) share[0]! ^= errors.get(client) ?? 0;
        return { ...returned, share };
      });
      answers.set(client, { ...answer, shares });
    }
    const honest = await recoverMasks(state, nativePrimitives);
    const recovery = await recoverMasks({ ...state, answers }, nativePrimitives);
    if (!recovery.ok || !honest.ok) throw new Error("the masks were not recovered");
    expect(recovery.value.masks).to.deep.equal(honest.value.masks);
    expect(recovery.value.falseShares).to.deep.equal(
      [...errors.keys()].map((holder) => ({ holder, owner, kind: "self-seed" })),
    );
  });
});
