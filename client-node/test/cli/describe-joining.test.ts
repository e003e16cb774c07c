import { expect } from "chai";

import type { TaskOffer, Voucher } from "@tributary/core/participant";
import { digest, taskId } from "@tributary/core/support";

import { describeJoining } from "../../src/cli/describe-joining.ts";
import { featurePlan } from "../plans.ts";

const fingerprint = digest("ab".repeat(32));
const nobody: Voucher = { kind: "nobody" };

function lines(cohort: object, voucher: Voucher): readonly string[] {
  const plan = featurePlan(2, { privacy: { mode: "secure" }, cohort });
  const offer: TaskOffer = {
    task: taskId("tiny"),
    state: "running",
    plan,
    planDigest: fingerprint,
    fingerprint,
    incarnation: 1,
    members: undefined,
  };
  return describeJoining(offer, voucher).split("\n").slice(2);
}

const curious = "protects against a curious coordinator only, not against one that cheats";

describe("what a person reads of a task in mode secure", () => {
  it("says that the coordinator learns the sum alone, and of how many updates at least", () => {
    expect(lines({ goal: 20 }, nobody)).to.deep.equal([
      "Mode secure: the coordinator learns the sum of all updates alone, not yours. Your data stay here. A sum holds at least 14 updates.",
      `Nobody vouches for who takes part: anyone with the invitation may, which ${curious}.`,
    ]);
  });

  it("says against whom a roster that is not pinned protects", () => {
    const voucher: Voucher = { kind: "not-pinned", organisation: "St. Mary", fingerprint };
    expect(lines({ goal: 20 }, voucher)[1]).to.equal(
      `A roster of St. Mary (${fingerprint}) is offered, but not pinned: the coordinator may have had anybody sign it, ` +
        `and may let anyone take part, which ${curious}. If St. Mary itself told you that fingerprint, pin it with --roster-key.`,
    );
  });

  it("warns of sums and of cohorts that are small, each for itself", () => {
    const voucher: Voucher = { kind: "pinned", organisation: "St. Mary", fingerprint };
    expect(lines({ goal: 20, minimum: 12, minSurvivors: 7 }, voucher).slice(2)).to.deep.equal([
      "Warning: a sum may hold as few as 7 updates; below 8 a sum says much about each.",
    ]);
    expect(lines({ goal: 7, minimum: 6 }, voucher).slice(2)).to.deep.equal([
      "Warning: a sum may hold as few as 4 updates; below 8 a sum says much about each.",
      `Warning: as few as 6 clients may mask their updates; below 8 that ${curious}.`,
    ]);
  });
});
