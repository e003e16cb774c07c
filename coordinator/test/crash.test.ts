import type { TaskId } from "@tributary/core/support";
import { taskId } from "@tributary/core/support";
import { startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { planFile } from "./support/coordinator-process.ts";
import { grpcTransport, patientTransport } from "./support/grpc-transport.ts";
import { startKilledCoordinator } from "./support/killed-coordinator.ts";
import { keyOf, scriptedClient } from "./support/scripted-client.ts";

const task: TaskId = taskId("small");

/** Where a round can be when its coordinator is killed. */
const moments = [
  "before anybody came",
  "when places are given",
  "when some are ready",
  "in the middle of an upload",
  "when an upload is whole but not committed",
  "when one update is accepted",
  "at the moment the last update is accepted",
  "when the round is committed",
] as const;
type Moment = (typeof moments)[number];

describe("kill -9 of the coordinator", function () {
  this.timeout(60_000);
  const start = startProcesses();
  const folder = temporaryFolder();
  let models: readonly string[];

  /** Two rounds and the last evaluation, with a kill and a restart at one moment of each; gives the models that were made. */
  async function taskOf3Rounds(at: Moment | undefined): Promise<readonly string[]> {
    const plan = await planFile(folder());
    const coordinator = await startKilledCoordinator(start, folder(), plan, at);
    const transports = [1, 2, 3].map(() => grpcTransport(`127.0.0.1:${coordinator.port}`));
    const clients = await Promise.all(
      transports.map((transport, i) => scriptedClient(patientTransport(transport), i + 1)),
    );
    const made: string[] = [];
    for (let round = 1; round <= 3; round++) {
      await coordinator.pass("before anybody came");
      const places = await Promise.all(clients.map((client) => client.assigned()));
      const key = keyOf(places[0]!);
      expect(key).to.deep.equal({ task, round, attempt: 1 });
      await coordinator.pass("when places are given");
      const updates = clients.map((client, i) => client.update(places[i]!));
      const ready = (i: number) =>
        clients[i]!.connection.ready(key, places[i]!.descriptorDigest, updates[i]!.length);
      await ready(0);
      await coordinator.pass("when some are ready");
      await Promise.all(
        [0, 1, 2].map((i) => clients[i]!.readyAndInvited(key, places[i]!, updates[i]!.length)),
      );
      await clients[0]!.connection.putChunk(key, 0, updates[0]!.subarray(0, 100));
      await coordinator.pass("in the middle of an upload");
      expect(await clients[0]!.connection.uploadStatus(key)).to.include({ haveBytes: 100, committed: false });
      await clients[0]!.connection.putChunk(key, 100, updates[0]!.subarray(100));
      await coordinator.pass("when an upload is whole but not committed");
      expect(await clients[0]!.send(key, updates[0]!)).to.equal(undefined);
      await coordinator.pass("when one update is accepted");
      // The answer may have been lost: the client asks again.
      expect(await clients[0]!.send(key, updates[0]!)).to.equal(undefined);
      expect(await clients[1]!.send(key, updates[1]!)).to.equal(undefined);
      expect(await clients[2]!.send(key, updates[2]!)).to.equal(undefined);
      await coordinator.pass("at the moment the last update is accepted");
      const outcomes = await Promise.all(clients.map((client) => client.ended(key)));
      await coordinator.pass("when the round is committed");
      for (const outcome of outcomes) {
        expect(outcome).to.include({ kind: "committed", counted: true });
        if (outcome.kind === "committed") expect(outcome.receipt.participants).to.equal(3);
      }
      if (outcomes[0]?.kind === "committed") made.push(outcomes[0].receipt.modelOut);
    }
    expect(await clients[0]!.connection.checkIn(task, 3)).to.include({ kind: "done", state: "completed" });
    await coordinator.end();
    await Promise.all(transports.map((transport) => transport.close()));
    return made;
  }

  it("is not what makes the models: a task left in peace makes these", async () => {
    models = await taskOf3Rounds(undefined);
    expect(new Set(models)).to.have.property("size", 2);
  });

  for (const moment of moments) {
    it(`${moment} costs nothing: the same round goes on and the same models come out`, async () => {
      expect(await taskOf3Rounds(moment)).to.deep.equal(models);
    });
  }
});
