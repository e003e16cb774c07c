import { expect } from "chai";

import { planDigest } from "../../src/plan/index.ts";
import { initialBounds } from "../../src/ring/index.ts";
import { decodeDescriptor, descriptorProblem } from "../../src/rounds/index.ts";
import type { SecureDescriptor } from "../../src/rounds/index.ts";
import { canonicalBytes, digest, taskId } from "../../src/support/index.ts";
import { plan } from "../plan/plans.ts";

const secure = plan({ cohort: "cohort: { goal: 10, minimum: 8, minSurvivors: 7, overSelection: 1 }" });
const agreed = { plan: secure, digest: planDigest(secure) };

const descriptor: SecureDescriptor = {
  protocol: 1,
  task: taskId("digits"),
  incarnation: 1,
  round: 3,
  attempt: 1,
  purpose: "train",
  mode: "secure",
  plan: agreed.digest,
  base: digest("01".repeat(32)),
  model: digest("02".repeat(32)),
  previousReceipt: null,
  cohort: { minimum: 8, maximum: 10 },
  encoding: initialBounds(secure, 8),
};

function problem(cohort: SecureDescriptor["cohort"], participants = 10): string | undefined {
  return descriptorProblem(
    { ...descriptor, cohort, encoding: { ...descriptor.encoding, participants } },
    agreed,
  );
}

describe("a descriptor of secure aggregation", () => {
  it("is read from its canonical bytes, which hold its cohort and no sealing key", () => {
    expect(decodeDescriptor(canonicalBytes(descriptor))).to.deep.equal({ ok: true, value: descriptor });
    const { cohort: _, ...without } = descriptor;
    expect(decodeDescriptor(canonicalBytes(without)).ok).to.equal(false);
    expect(decodeDescriptor(canonicalBytes({ ...descriptor, sealingKey: "04".repeat(32) })).ok).to.equal(
      false,
    );
  });

  it("asks for a roster of no fewer than the plan's survivors and no more than its minimum", () => {
    expect(problem({ minimum: 8, maximum: 10 })).to.equal(undefined);
    expect(problem({ minimum: 7, maximum: 10 })).to.equal(undefined);
    expect(problem({ minimum: 6, maximum: 10 })).to.match(
      /at least 6 clients, the plan's bounds are 7 and 8/,
    );
    expect(problem({ minimum: 9, maximum: 10 })).to.match(
      /at least 9 clients, the plan's bounds are 7 and 8/,
    );
  });

  it("lets no more clients onto the roster than its encoding can add up", () => {
    expect(problem({ minimum: 8, maximum: 9 }, 9)).to.equal(undefined);
    expect(problem({ minimum: 8, maximum: 10 }, 9)).to.match(/up to 10 clients, its encoding holds 9/);
  });

  it("cannot take the place of the mode that the plan names", () => {
    const { cohort: _, ...facts } = descriptor;
    const sealed = { ...facts, mode: "sealed", sealingKey: "04".repeat(32) } as const;
    expect(descriptorProblem(sealed, agreed)).to.match(/mode is sealed, the plan's secure/);
  });
});
