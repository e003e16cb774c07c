import { sha256 } from "@noble/hashes/sha2.js";
import { expect } from "chai";

import { toHex } from "@tributary/core/support";
import { unflatten } from "@tributary/core/tensor";
import { initialTrainables, mergeModel, randomBase, trainableLayout } from "../../src/model/index.ts";
import { planOf } from "./plans.ts";

const bits = (values: Float32Array): string => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return toHex(sha256(bytes)).slice(0, 16);
};

describe("a random base", () => {
  it("is the same bits everywhere", () => {
    const all = [...randomBase(planOf({ seed: 7 })).values()].flatMap(({ data }) => [...data]);
    expect(bits(Float32Array.from(all))).to.equal("32663d4a236ce8a4");
  });

  it("fills He's bound before a ReLU, Glorot's at the head, and leaves biases at 0", () => {
    const plan = planOf({ model: { family: "image-cnn", filters: [64], hidden: 100 } });
    const base = randomBase(plan);
    const largest = (name: string) =>
      base.get(name)!.data.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    expect(largest("conv1.weight")).to.be.within(0.98 * Math.sqrt(6 / 9), Math.sqrt(6 / 9));
    expect(largest("fc1.weight")).to.be.within(0.98 * Math.sqrt(6 / 384), Math.sqrt(6 / 384));
    expect(largest("head.weight")).to.be.within(0.95 * Math.sqrt(6 / 103), Math.sqrt(6 / 103));
    expect(largest("conv1.bias")).to.equal(0);
  });

  it("changes with the seed, and one tensor's draws do not shift another's", () => {
    const [one, two] = [randomBase(planOf({ seed: 1 })), randomBase(planOf({ seed: 2 }))];
    expect(one.get("fc1.weight")!.data).to.not.deep.equal(two.get("fc1.weight")!.data);
    const wider = randomBase(planOf({ seed: 1, model: { family: "image-cnn", filters: [5, 3], hidden: 4 } }));
    expect(wider.get("fc1.weight")!.data).to.deep.equal(one.get("fc1.weight")!.data);
  });
});

describe("initial trainables", () => {
  it("are the base's own values where whole tensors are trained", () => {
    const plan = planOf({ tuning: { method: "bias" } });
    const base = randomBase(plan);
    const start = unflatten(trainableLayout(plan), initialTrainables(plan, base));
    for (const [name, { data }] of start) expect(data).to.deep.equal(base.get(name)!.data);
  });

  it("of lora draw A within 1 / sqrt(in), leave B at 0 and so leave the model as it is", () => {
    const plan = planOf({ tuning: { method: "lora", rank: 40 } });
    const base = randomBase(plan);
    const start = initialTrainables(plan, base);
    const tensors = unflatten(trainableLayout(plan), start);
    const a = tensors.get("conv1.lora_A")!.data;
    expect(Math.max(...a.map(Math.abs))).to.be.within(0.95 / 3, 1 / 3);
    expect(tensors.get("conv1.lora_B")!.data.every((value) => value === 0)).to.equal(true);
    expect(bits(a)).to.equal("c143f13d83756f3c");
    for (const [name, { data }] of mergeModel(plan, base, start))
      expect(data).to.deep.equal(base.get(name)!.data);
  });

  it("name the tensor that the base lacks", () => {
    const plan = planOf();
    const base = new Map(randomBase(plan));
    base.delete("fc1.bias");
    expect(() => initialTrainables(plan, base)).to.throw(RangeError, "fc1.bias");
  });
});
