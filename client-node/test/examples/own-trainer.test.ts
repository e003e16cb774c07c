import { join } from "node:path";

import { expect } from "chai";

import { initialTrainables, randomBase } from "@tributary/core/model";
import { seededRandom, utf8 } from "@tributary/core/support";
import { temporaryFolder } from "@tributary/test-support";

import { joinFederation } from "../../src/index.ts";
import { featurePlan } from "../plans.ts";
import { scriptedServer } from "../scripted-server.ts";
import { ownTrainer } from "./own-trainer.ts";

const folder = temporaryFolder();

describe("the example of a trainer of one's own", function () {
  this.timeout(20_000);
  const data = Array.from({ length: 40 }, (_, i) => {
    const label = i % 2;
    return { values: Float32Array.of(label === 0 ? -1 : 1, Math.sin(i)), label };
  });

  it("learns", async () => {
    const plan = featurePlan();
    const base = randomBase(plan);
    const weights = initialTrainables(plan, base);
    const trainer = ownTrainer(0.5);
    await trainer.load({ plan, base, assets: new Map() });
    const before = await trainer.evaluate(weights, data);
    const { delta, exampleCount } = await trainer.train(weights, data, seededRandom(utf8("any")));
    const after = await trainer.evaluate(
      weights.map((weight, i) => weight + (delta[i] ?? 0)),
      data,
    );
    expect(exampleCount).to.equal(40);
    expect(after.lossSum).to.be.below(before.lossSum / 2);
    expect((after.confusion[0] ?? 0) + (after.confusion[3] ?? 0)).to.equal(40);
  });

  it("takes part in a federation", async () => {
    const server = await scriptedServer({ plan: featurePlan(), rounds: 1 });
    try {
      const result = await joinFederation({
        coordinator: `http://127.0.0.1:${await server.listen()}#${server.fingerprint}`,
        data,
        acceptSealed: true,
        trainer: ownTrainer(0.5),
        identity: join(folder(), "identity.json"),
        cacheDir: join(folder(), "cache"),
      });
      expect(result.roundsCounted).to.equal(1);
    } finally {
      server.kill();
    }
  });
});
