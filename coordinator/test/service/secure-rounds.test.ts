import { trainableLayout } from "@tributary/core/model";
import { decodeMean, initialBounds, weightUnit } from "@tributary/core/ring";
import { taskId } from "@tributary/core/support";
import { expect } from "chai";

import { createInProcessTransport, loadVector } from "../../src/index.ts";
import type { TaskState } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { integerOf, secureClient } from "../support/secure-client.ts";
import type { SecureClient, SecureStep, SecureClientChanges } from "../support/secure-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const task = taskId("small");
const privacy = { mode: "secure", clip: 1 } as const;
const plan = planOf({
  privacy,
  cohort: { goal: 4, minimum: 3, minSurvivors: 3, overSelection: 1 },
  rounds: { maximum: 2, stepMs: 400, collectMs: 600 },
});
const layout = trainableLayout(plan);

describe("rounds in mode secure", function () {
  this.timeout(30_000);
  let test: TestCoordinator;
  afterEach(() => test.end());

  const clientsOf = (
    numbers: readonly number[],
    changes?: SecureClientChanges,
  ): Promise<readonly SecureClient[]> =>
    Promise.all(
      numbers.map((number) =>
        secureClient(createInProcessTransport(test.coordinator.federation), number, task, changes),
      ),
    );

  function progress() {
    const found: TaskState | undefined = test.coordinator.state.tasks.get(task);
    if (found === undefined || found.status === "waiting") throw new Error("the task has not begun");
    return { status: found.status, ...found.progress };
  }

  const master = (): Promise<Float32Array> =>
    loadVector(test.coordinator.blobs, progress().model.master, layout);

  /** What the model must be once the plain sum of these clients was added. */
  function expected(before: Float32Array, numbers: readonly number[]): readonly number[] {
    const sum = Int32Array.from({ length: layout.size }, (_, i) =>
      numbers.reduce((total, number) => total + integerOf(number, i), 0),
    );
    const mean = decodeMean(sum, numbers.length * weightUnit, initialBounds(plan, layout.size));
    return Array.from(before, (value, i) => Math.fround(value + mean[i]!));
  }

  it("move the model by the plain sum, to the bit, and score it by the summed counts", async () => {
    test = await testCoordinator(plan);
    const clients = await clientsOf([1, 2, 3, 4]);
    await clients[0]!.assigned();
    const before = await master();
    const outcomes = await Promise.all(clients.map((client) => client.takePart()));
    expect([...(await master())]).to.deep.equal(expected(before, [1, 2, 3, 4]));
    for (const outcome of outcomes) {
      expect(outcome).to.include({ kind: "committed", counted: true });
      if (outcome.kind !== "committed") continue;
      expect(outcome.receipt).to.include({ mode: "secure", participants: 4, unclipped: 4 });
      expect(outcome.receipt.evaluation).to.include({ exampleCount: 10, lossSum: 5, accuracy: 1 });
    }
    for (const purpose of ["train", "evaluate"]) {
      const more = await Promise.all(clients.map((client) => client.takePart()));
      for (const outcome of more) expect(outcome).to.have.nested.property("receipt.purpose", purpose);
    }
    expect(progress().status).to.equal("completed");
    expect(test.troubles).to.deep.equal([]);
  });

  for (const [until, counts] of [
    ["advertise", false],
    ["share", false],
    ["upload", false],
    ["confirm", true],
    ["unmask", true],
  ] as const satisfies readonly (readonly [SecureStep, boolean])[]) {
    it(`commit the sum of those that count when one vanishes before it sends ${until}`, async () => {
      test = await testCoordinator(plan);
      const clients = await clientsOf([1, 2, 3, 4]);
      await clients[0]!.assigned();
      const before = await master();
      const outcomes = await Promise.all(
        clients.map((client, i) => client.takePart(i === 1 ? until : undefined)),
      );
      const numbers = counts ? [1, 2, 3, 4] : [1, 3, 4];
      for (const [i, outcome] of outcomes.entries()) {
        expect(outcome).to.include({ kind: "committed", counted: i !== 1 || counts });
      }
      expect([...(await master())]).to.deep.equal(expected(before, numbers));
      expect(progress().history[0]?.tally).to.include({ ready: 4, counted: numbers.length });
    });
  }

  it("score a language model by the tokens and losses alone that were summed", async () => {
    const language = planOf({
      privacy,
      cohort: plan.cohort,
      rounds: plan.rounds,
      labels: [],
      model: { family: "gpt2", vocabSize: 5, nPositions: 4, nEmbd: 2, nLayer: 1, nHead: 1, nInner: 2 },
      input: { kind: "text", maximumTokens: 4 },
      stopping: { metric: "perplexity" },
    });
    test = await testCoordinator(language);
    const clients = await clientsOf([1, 2, 3, 4]);
    for (const _ of ["train", "train"]) {
      for (const outcome of await Promise.all(clients.map((client) => client.takePart()))) {
        if (outcome.kind !== "committed") throw new Error("not committed");
        expect(outcome.receipt.evaluation).to.deep.equal({
          exampleCount: 10,
          lossSum: 5,
          accuracy: null,
          macroF1: null,
        });
      }
    }
    expect(progress().scoring).to.deep.include({ reference: -Math.exp(0.5), withoutImprovement: 1 });
    expect(progress().scoring.best).to.deep.include({ round: 0 });
  });

  it("abort by name, without a model, when more vanish than can be borne, and the next attempt goes on", async () => {
    test = await testCoordinator(plan);
    const clients = await clientsOf([1, 2, 3, 4]);
    await clients[0]!.assigned();
    const { model } = progress();
    const outcomes = await Promise.all(
      clients.map((client, i) => client.takePart(i < 2 ? "upload" : undefined).catch(() => undefined)),
    );
    expect(outcomes.find((outcome) => outcome !== undefined)).to.include({
      kind: "aborted",
      cause: "too-few-survivors",
    });
    expect(progress().model).to.deep.equal(model);
    const again = await Promise.all(clients.map((client) => client.takePart()));
    for (const outcome of again) expect(outcome).to.include({ kind: "committed", counted: true });
    expect(progress().history.map(({ attempt, end }) => [attempt, end])).to.deep.equal([
      [1, "aborted"],
      [2, "committed"],
    ]);
  });

  it("refuse a message that does not fit the session, which costs its sender alone", async () => {
    test = await testCoordinator(plan);
    const clients = await clientsOf([1, 2, 3, 4]);
    const [liar, ...others] = clients;
    const place = await liar!.assigned();
    const honest = others.map((client) => client.takePart());
    const key = await liar!.begin(place);
    const zero = {
      cipherKey: new Uint8Array(32),
      maskKey: new Uint8Array(32),
      signature: new Uint8Array(64),
    };
    const forged = { client: liar!.connection.client, identityKey: new Uint8Array(32), ...zero };
    const answer = await liar!.connection.advertiseKeys(key, forged);
    expect(answer).to.have.nested.property("refusal.reason", "duplicate-key");
    // Taking another's identity for a key would have that one refused as a duplicate.
    const stolen = Buffer.from(
      test.coordinator.state.clients.get(others[0]!.connection.client)?.publicKey ?? "",
      "hex",
    );
    const theft = await liar!.connection.advertiseKeys(key, { ...forged, cipherKey: stolen });
    expect(theft).to.have.nested.property("refusal.reason", "duplicate-key");
    const [outcome] = await Promise.all(honest);
    expect(outcome).to.include({ kind: "committed", counted: true });
    expect(progress().history[0]?.tally).to.include({ counted: 3 });
  });
});
