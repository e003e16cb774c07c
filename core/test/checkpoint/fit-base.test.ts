import { expect } from "chai";

import { fitBase } from "../../src/checkpoint/index.ts";
import { layersSection } from "../../src/model/index.ts";
import { planOf } from "../model/plans.ts";
import { dense, topology } from "../model/layers/kit.ts";

describe("fitBase, of a TF.js model", () => {
  const arrays = new Map([
    ["d/kernel", { shape: [2, 1], data: Float32Array.of(1, 2) }],
    ["d/bias", { shape: [1], data: Float32Array.of(3) }],
  ]);
  const section = layersSection(topology(dense), arrays);
  if (!section.ok) throw new Error(section.error);
  const plan = planOf({
    base: "model",
    model: section.value,
    input: { kind: "features", size: 2 },
    labels: ["a", "b"],
  });
  const model = (text: string) => ({
    source: "folder",
    tensors: new Map([...arrays].map(([name, { shape }]) => [name, { shape, dtype: "F32" }])),
    read: async (name: string) => arrays.get(name)!,
    assets: new Map([["model.json", text]]),
  });

  it("draws a new head where it has other outputs than the plan has labels", async () => {
    const fitted = await fitBase(plan, model(topology(dense)));
    if (!fitted.ok) throw new Error(fitted.error);
    expect([...fitted.value.arrays.values()].map(({ shape }) => shape)).to.deep.equal([[2, 2], [2]]);
    expect(fitted.value.notes[0]).to.equal(
      "d/kernel is freshly initialised: the file's has shape [2, 1], the plan needs [2, 2]",
    );
  });

  it("refuses another model.json than that which the plan was made from", async () => {
    const fitted = await fitBase(plan, model(`${topology(dense)} `));
    expect(!fitted.ok && fitted.error).to.match(
      /^The base model folder does not fit the plan: model\.json has the SHA-256 [0-9a-f]{64}, and the plan was made for [0-9a-f]{64}\.$/,
    );
  });
});
