import type { TaskId } from "@tributary/core/support";
import { taskId } from "@tributary/core/support";
import { startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { planFile } from "./coordinator-process.ts";
import { grpcTransport, patientTransport } from "./grpc-transport.ts";
import { startKilledCoordinator } from "./killed-coordinator.ts";
import { secureClient, secureSteps } from "./secure-client.ts";
import type { SecureStep } from "./secure-client.ts";

const task: TaskId = taskId("small");

/** Where a round is when its coordinator is killed: one client has made the step, or all but the last, or all. */
export const moments = secureSteps.flatMap(
  (step) => [`${step}: one`, `${step}: all but one`, `${step}: all`] as const,
);
type Moment = (typeof moments)[number];

/** Tests that a kill at each of these moments changes nothing. */
export function killsThatCostNothing(killedAt: readonly Moment[]): void {
  describe("kill -9 of a coordinator in mode secure", function () {
    this.timeout(60_000);
    const start = startProcesses();
    const folder = temporaryFolder();
    let models: readonly string[];

    /** A round and the last evaluation, with a kill and a restart at one moment of each; gives the models that were made. */
    async function taskOf2Rounds(at: Moment | undefined): Promise<readonly string[]> {
      const plan = await planFile(folder(), {
        privacy: { mode: "secure", clip: 1 },
        cohort: { goal: 4, minimum: 4, minSurvivors: 3, overSelection: 1 },
        rounds: { maximum: 1 },
      });
      const coordinator = await startKilledCoordinator(start, folder(), plan, at);
      const transports = [1, 2, 3, 4].map(() => grpcTransport(`127.0.0.1:${coordinator.port}`));
      const clients = await Promise.all(
        transports.map((transport, i) => secureClient(patientTransport(transport), i + 1, task)),
      );
      const made: string[] = [];
      for (const purpose of ["train", "evaluate"] as const) {
        const places = await Promise.all(clients.map((client) => client.assigned()));
        const keys = await Promise.all(clients.map((client, i) => client.begin(places[i]!)));
        for (const step of secureSteps) await everybody(step);
        const outcomes = await Promise.all(clients.map((client, i) => client.ended(keys[i]!)));
        for (const outcome of outcomes) {
          expect(outcome).to.include({ kind: "committed", counted: true });
          if (outcome.kind === "committed")
            expect(outcome.receipt).to.include({ purpose, attempt: 1, participants: 4 });
        }
        if (outcomes[0]?.kind === "committed") made.push(outcomes[0].receipt.modelOut);
      }
      await coordinator.end();
      await Promise.all(transports.map((transport) => transport.close()));
      return made;

      /** Each client makes the step, and once more as one does whose answer was lost. */
      async function everybody(step: SecureStep): Promise<void> {
        for (const [i, client] of clients.entries()) {
          if (i === clients.length - 1) await coordinator.pass(`${step}: all but one`);
          expect(await client.step(step)).to.equal(undefined);
          if (i === 0) await coordinator.pass(`${step}: one`);
          if (i === clients.length - 1) await coordinator.pass(`${step}: all`);
        }
        // An answer to the last step of a round that is over has nobody to repeat it to.
        if (step === "unmask") return;
        for (const client of clients) expect(await client.step(step)).to.equal(undefined);
      }
    }

    it("is not what makes the model: a task left in peace makes this one", async () => {
      models = await taskOf2Rounds(undefined);
      expect(models).to.have.length(2);
    });

    for (const moment of killedAt) {
      it(`at "${moment}" costs nothing: the same attempt goes on and the same model comes out`, async () => {
        expect(await taskOf2Rounds(moment)).to.deep.equal(models);
      });
    }
  });
}
