import { expect } from "chai";

import { initialTrainables, randomBase } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import type { Engine } from "../../src/engine/index.ts";
import { createTrainer } from "../../src/index.ts";
import { mlpPlan, noise, planOf, portableEngines, randomOf, startEngine } from "../kit.ts";
import { effectiveTensors, gradientOf, lossOf } from "../reference/network.ts";

// One step of plain SGD at rate 1 over the whole set moves the weights by minus the gradient of the mean loss. The judge
// computes that gradient in doubles, by central differences over an independent network.
const oneStep = { optimizer: "sgd", learningRate: 1, localEpochs: 1, batchSize: 100, validation: 0 } as const;

const networks: Record<string, Partial<PlanInput>> = {
  "image-cnn": {},
  mlp: mlpPlan,
  "softmax regression": { ...mlpPlan, model: { family: "mlp", hidden: [] } },
  "mlp on images": { model: mlpPlan.model },
};
const tunings: readonly NonNullable<PlanInput["tuning"]>[] = [
  { method: "full" },
  { method: "head" },
  { method: "bias" },
  { method: "lora", rank: 2, alpha: 3 },
  { method: "lora", rank: 2, alpha: 3, targets: ["head"], head: false },
];

const cases: readonly (readonly [string, Partial<PlanInput>])[] = [
  ...Object.entries(networks).flatMap(([name, network]) =>
    tunings.map((tuning) => [name, { ...network, tuning }] as const),
  ),
  // So wide that its adapter is convolved with, where the others' enter their kernels.
  [
    "a wide image-cnn",
    {
      model: { family: "image-cnn", filters: [4, 24], hidden: 4 },
      tuning: { method: "lora", rank: 2, alpha: 3, targets: ["conv2"] },
    },
  ],
];

interface Case {
  readonly plan: Plan;
  readonly base: NamedArrays;
  readonly start: Float32Array;
  readonly examples: readonly Example[];
  readonly loss: number;
  readonly gradient: Float64Array;
}

// Judged once for all engines, since central differences over plain loops are the slow part.
const judged = new Map<string, Case>();

function caseOf(title: string, change: Partial<PlanInput>): Case {
  const known = judged.get(title);
  if (known !== undefined) return known;
  const plan = planOf({ ...change, training: oneStep });
  // Adapters away from B = 0, and biases away from 0, or half of the terms would be invisible.
  const { uniform } = draw(randomOf("start"));
  const near = (value: number): number => value + 0.2 * uniform() - 0.1;
  const base = new Map(
    [...randomBase(plan)].map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("bias") ? data.map(near) : data },
    ]),
  );
  const start = initialTrainables(plan, base).map(near);
  const examples = noise(plan, 5);
  const loss = lossOf(plan, effectiveTensors(plan, base, Float64Array.from(start)), examples);
  const gradient = gradientOf(plan, base, start, examples);
  const made = { plan, base, start, examples, loss, gradient };
  judged.set(title, made);
  return made;
}

for (const engineName of portableEngines) {
  describe(`one step of SGD on ${engineName} is the gradient by central differences`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    for (const [name, change] of cases) {
      const title = `for ${name}, ${JSON.stringify(change.tuning)}`;
      it(title, async () => {
        const { plan, base, start, examples, gradient, loss } = caseOf(title, change);
        expect(gradient.some((value) => Math.abs(value) > 0.01)).to.equal(true);

        const trainer = createTrainer({ engine });
        await trainer.load({ plan, base, assets: new Map() });
        const losses: number[] = [];
        const { delta, exampleCount } = await trainer.train(
          start,
          examples,
          randomOf("training"),
          undefined,
          ({ loss }) => losses.push(loss),
        );
        await trainer.dispose();

        expect(exampleCount).to.equal(5);
        expect(losses).to.have.length(1);
        expect(losses[0]).to.be.closeTo(loss, 1e-5);
        const furthest = gradient.reduce(
          (worst, value, index) => Math.max(worst, Math.abs(value + delta[index]!)),
          0,
        );
        expect(furthest).to.be.lessThan(5e-6);
      }).timeout(30_000);
    }
  });
}
