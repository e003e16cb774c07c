import { taskId } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import { expect } from "chai";

import { createInProcessTransport } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { secureClient } from "../support/secure-client.ts";
import type { SecureClient, SecureClientChanges } from "../support/secure-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const task = taskId("small");

/** A masked vector whose count is right and whose canaries are not: nobody sees it before the sum is known. */
const garbage: SecureClientChanges = {
  vector(bytes) {
    const spoilt = bytes.slice();
    spoilt[spoilt.length - 1] = 7;
    return spoilt;
  },
};

describe("one poisoner among twenty", function () {
  this.timeout(120_000);
  let test: TestCoordinator;
  afterEach(() => test.end());

  it("costs attempts and never the model: clean rounds resume within six attempts, and it ends in quarantine", async () => {
    test = await testCoordinator(
      planOf({
        privacy: { mode: "secure", clip: 1 },
        cohort: { goal: 20, minimum: 16, minSurvivors: 8, overSelection: 1 },
        rounds: { maximum: 8, maximumAttempts: 20 },
      }),
    );
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        secureClient(
          createInProcessTransport(test.coordinator.federation),
          i + 1,
          task,
          i === 6 ? garbage : {},
        ),
      ),
    );
    const poisoner = clients[6]!.connection.client;
    const endings = await Promise.all(clients.map(untilOver));
    expect(endings.map((ending) => ending === "quarantined")).to.deep.equal(
      clients.map(({ connection }) => connection.client === poisoner),
    );
    const found = test.coordinator.state.tasks.get(task);
    if (found?.status !== "completed") throw new Error(`the task is ${found?.status ?? "gone"}`);
    const { history, suspicion, records } = found.progress;
    expect(history.findIndex(({ end }) => end === "committed")).to.be.at.most(5);
    for (const attempt of history)
      if (attempt.end === "aborted") expect(attempt.cause).to.equal("check-failed");
    expect(suspicion.quarantined).to.deep.equal([poisoner]);
    expect(records.get(poisoner)?.roundsCounted ?? 0).to.equal(0);
    expect(test.troubles).to.deep.equal([]);
  });
});

/** Takes part again and again; how that ends. */
async function untilOver(client: SecureClient): Promise<"over" | "quarantined"> {
  for (;;) {
    try {
      await client.takePart();
    } catch (error) {
      if (error instanceof CallError && error.message.startsWith("quarantined:")) return "quarantined";
      if (!(error instanceof Error)) throw error;
      if (error.message.startsWith("the task is completed")) return "over";
      // Not invited to this attempt: the next one is another chance.
      if (!/^the round is (aborted|committed)|^READY was refused/.test(error.message)) throw error;
    }
  }
}
