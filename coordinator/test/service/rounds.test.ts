import { trainableLayout } from "@tributary/core/model";
import { decodeMean, initialBounds } from "@tributary/core/ring";
import { sealingKeyOf } from "@tributary/core/rounds";
import { taskId } from "@tributary/core/support";
import { expect } from "chai";

import { loadVector } from "../../src/index.ts";
import type { TaskState } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { keyOf } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const plan = planOf();
const layout = trainableLayout(plan);

describe("rounds of a coordinator", () => {
  let test: TestCoordinator;
  afterEach(() => test.end());

  function progress() {
    const task: TaskState | undefined = test.coordinator.state.tasks.get(taskId("small"));
    if (task === undefined || task.status === "waiting") throw new Error("the task has not begun");
    return { status: task.status, ...task.progress };
  }

  it("go from open to committed until the task is completed, with one last round that only evaluates", async () => {
    test = await testCoordinator();
    const clients = await test.clients(3);
    for (const purpose of ["train", "train", "evaluate"]) {
      const outcomes = await Promise.all(clients.map((client) => client.takePart()));
      for (const outcome of outcomes) {
        expect(outcome).to.include({ kind: "committed", counted: true });
        if (outcome.kind === "committed") expect(outcome.receipt).to.include({ purpose, participants: 3 });
      }
    }
    expect(progress().status).to.equal("completed");
    expect(progress().history.map(({ purpose }) => purpose)).to.deep.equal(["train", "train", "evaluate"]);
    expect(test.troubles).to.deep.equal([]);
  });

  it("move the model by exactly the mean that the integers stand for", async () => {
    test = await testCoordinator(plan);
    const clients = await test.clients(3);
    await clients[0]!.assigned();
    const before = await loadVector(test.coordinator.blobs, progress().model.master, layout);
    await Promise.all(clients.map((client) => client.takePart()));
    const after = await loadVector(test.coordinator.blobs, progress().model.master, layout);
    const sum = Int32Array.from({ length: layout.size }, (_, i) =>
      [1, 2, 3].reduce((total, number) => total + ((number * 31 + i * 7) % 17) - 8, 0),
    );
    const mean = decodeMean(sum, 3 * 65_536, { ...initialBounds(plan, layout.size) });
    expect(mean.some((value) => value !== 0)).to.equal(true);
    expect([...after]).to.deep.equal(Array.from(before, (value, i) => Math.fround(value + mean[i]!)));
  });

  it("move the model by the median of the deltas where the plan asks for it", async () => {
    const robust = planOf({ aggregation: { aggregator: "median", weighting: "uniform" } });
    test = await testCoordinator(robust);
    const clients = await test.clients(3);
    await clients[0]!.assigned();
    const before = await loadVector(test.coordinator.blobs, progress().model.master, layout);
    await Promise.all(clients.map((client) => client.takePart()));
    const after = await loadVector(test.coordinator.blobs, progress().model.master, layout);
    const median = Int32Array.from({ length: layout.size }, (_, i) => {
      const [, middle = 0] = [1, 2, 3]
        .map((number) => ((number * 31 + i * 7) % 17) - 8)
        .sort((a, b) => a - b);
      return middle;
    });
    const delta = decodeMean(median, 65_536, initialBounds(robust, layout.size));
    expect([...after]).to.deep.equal(Array.from(before, (value, i) => Math.fround(value + delta[i]!)));
  });

  it("score the model that came in by the clients' own counts", async () => {
    test = await testCoordinator();
    const clients = await test.clients(3);
    const [outcome] = await Promise.all(clients.map((client) => client.takePart()));
    if (outcome?.kind !== "committed") throw new Error("not committed");
    expect(outcome.receipt.evaluation).to.deep.equal({
      exampleCount: 6,
      lossSum: 3,
      accuracy: 1,
      macroF1: 1,
    });
  });

  for (const [stopping, more] of [
    [{ metric: "weightedF1" }, { weightedF1: 1 }],
    [{ metric: "f1", label: "yes" }, { labelF1: 0 }],
  ] as const) {
    it(`say in the receipt how it did by ${stopping.metric} where the plan stops by that`, async () => {
      test = await testCoordinator(planOf({ stopping }));
      const clients = await test.clients(3);
      const [outcome] = await Promise.all(clients.map((client) => client.takePart()));
      if (outcome?.kind !== "committed") throw new Error("not committed");
      const plain = { exampleCount: 6, lossSum: 3, accuracy: 1, macroF1: 1 };
      expect(outcome.receipt.evaluation).to.deep.equal({ ...plain, ...more });
    });
  }

  it("chain their receipts, which name descriptor, model and receipt before", async () => {
    test = await testCoordinator();
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
    await Promise.all(clients.map((client) => client.takePart()));
    const [first, second] = await clients[0]!.connection.getReceipts(taskId("small"), 1, 10);
    const digests = progress().history.map((attempt) =>
      attempt.end === "committed" ? attempt.receipt.digest : "",
    );
    expect(first).to.include({ round: 1, previous: null });
    expect(second).to.include({ round: 2, previous: digests[0], modelIn: first?.modelOut });
    const place = await clients[0]!.assigned();
    expect(place.descriptor.previousReceipt).to.equal(digests[1]);
  });

  it("publish F16 beside an F32 master where the plan says so, and deltas are against what was published", async () => {
    test = await testCoordinator(planOf({ precision: "F16" }));
    const [client] = await test.clients(1);
    const place = await client!.assigned();
    const { model } = progress();
    expect(model.digest).to.not.equal(model.master);
    expect(place.descriptor.model).to.equal(model.digest);
    let bytes = 0;
    for await (const piece of client!.connection.download(taskId("small"), model.digest, 0))
      bytes += piece.length;
    expect(bytes).to.equal(model.sizeBytes);
  });

  it("give each attempt a sealing key of its own and delete its folder when it ends", async () => {
    test = await testCoordinator();
    const clients = await test.clients(3);
    const first = await clients[0]!.assigned();
    await Promise.all(clients.map((client) => client.takePart()));
    const second = await clients[0]!.assigned();
    expect(sealingKeyOf(second.descriptor)).to.not.equal(sealingKeyOf(first.descriptor));
    expect(keyOf(second)).to.deep.equal({ task: "small", round: 2, attempt: 1 });
  });

  it("keep FedAvgM's velocity from round to round", async () => {
    test = await testCoordinator(planOf({ aggregation: { strategy: "fedavgm", serverMomentum: 0.5 } }));
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
    const first = progress().optimizer;
    await Promise.all(clients.map((client) => client.takePart()));
    expect(first).to.be.a("string");
    expect(progress().optimizer).to.be.a("string").and.not.equal(first);
  });
});
