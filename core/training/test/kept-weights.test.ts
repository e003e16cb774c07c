import { expect } from "chai";

import { initialTrainables, keptTrainables, randomBase, trainableLayout } from "@tributary/core/model";
import { metricsOf } from "@tributary/core/metrics";
import type { NumericExample } from "@tributary/core/participant";
import { planDigest } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { elementCount } from "@tributary/core/tensor";
import type { Engine } from "../src/engine/index.ts";
import { createTrainer } from "../src/index.ts";
import { keptInMemory } from "../src/kept-weights.ts";
import type { KeptStore } from "../src/kept-weights.ts";
import { mlpPlan, noise, planOf, randomOf, startEngine } from "./kit.ts";

const training = { learningRate: 0.05, localEpochs: 12, validation: 0.3 };
const tunings: readonly PlanInput["tuning"][] = [
  { method: "full", keep: "head" },
  { method: "bias", keep: "head" },
  { method: "lora", rank: 2, keep: "head" },
  { method: "lora", rank: 2, keep: "loraB" },
];

/** Points around one corner for each label, which are called by other names here than elsewhere. */
function corners(plan: Plan, count: number, turn: number): readonly NumericExample[] {
  const labels = plan.labels.length;
  return noise(plan, count, "corners").map(({ values, label }) => ({
    values: values.map((value, index) => 0.4 * value + (index === label ? 1 : 0)),
    label: (label + turn) % labels,
  }));
}

describe("what a client keeps to itself", function () {
  this.timeout(60_000);
  let engine: Engine;
  before(async () => {
    engine = await startEngine("wasm");
  });
  after(() => engine.dispose());

  async function trainerOf(plan: Plan, kept: KeptStore) {
    const base = randomBase(plan);
    const trainer = createTrainer({ engine, kept });
    await trainer.load({ plan, base, assets: new Map() });
    return { trainer, start: initialTrainables(plan, base) };
  }

  for (const tuning of tunings) {
    it(`is trained and saved, and not in what travels: ${JSON.stringify(tuning)}`, async () => {
      const plan = planOf({ ...mlpPlan, tuning, training: { ...training, localEpochs: 1 } });
      const store = keptInMemory();
      const { trainer, start } = await trainerOf(plan, store);
      const examples = corners(plan, 40, 0);
      expect(await store.load(planDigest(plan))).to.equal(undefined);
      const { delta } = await trainer.train(start, examples, randomOf("train"));
      expect(delta).to.have.length(trainableLayout(plan).size);
      const first = await store.load(planDigest(plan));
      const size = keptTrainables(plan).reduce((sum, { shape }) => sum + elementCount(shape), 0);
      expect(first).to.have.length(size);
      await trainer.train(start, examples, randomOf("train"));
      const second = await store.load(planDigest(plan));
      expect(second).to.not.deep.equal(first);
      await trainer.dispose();
    });
  }

  it("makes a shared body right for a client whose labels mean something else", async () => {
    const plan = planOf({ ...mlpPlan, tuning: { method: "full", keep: "head" }, training });
    const [ours, theirs] = [keptInMemory(), keptInMemory()];
    const accuracy = async (
      store: KeptStore,
      weights: Float32Array,
      turn: number,
    ): Promise<number | null> => {
      const { trainer } = await trainerOf(plan, store);
      const scored = await trainer.evaluate(weights, corners(plan, 90, turn));
      await trainer.dispose();
      return metricsOf(scored, plan.labels)!.accuracy;
    };
    const { trainer, start } = await trainerOf(plan, ours);
    const { delta } = await trainer.train(start, corners(plan, 90, 0), randomOf("train"));
    await trainer.dispose();
    const shared = start.map((weight, index) => weight + delta[index]!);
    const other = await trainerOf(plan, theirs);
    await other.trainer.train(shared, corners(plan, 90, 1), randomOf("train"));
    await other.trainer.dispose();
    expect(await accuracy(ours, shared, 0)).to.be.greaterThan(0.85);
    expect(await accuracy(theirs, shared, 1)).to.be.greaterThan(0.85);
    expect(await accuracy(ours, shared, 1)).to.be.lessThan(0.3);
  });
});
