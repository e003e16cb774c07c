import { UserError } from "@tributary/core/support";
import { expect } from "chai";

import { planOf } from "../support/plans.ts";
import { testCoordinator } from "../support/test-coordinator.ts";

describe("a task that a coordinator is to create", () => {
  it("is refused if a sum of its updates could wrap, whoever let the plan pass", async () => {
    const plan = planOf();
    const test = await testCoordinator(plan);
    const wrapping = { ...plan, task: "wrapping", cohort: { ...plan.cohort, goal: 65_537 } };
    const refusal = await test.coordinator.createTask(wrapping, undefined).then(
      () => undefined,
      (error: unknown) => error,
    );
    await test.end();
    expect(refusal).to.be.instanceOf(UserError);
    expect(String(refusal)).to.match(
      /^UserError: Task wrapping: 65537 participants leave u24 fewer than 8 bits/,
    );
  });
});
