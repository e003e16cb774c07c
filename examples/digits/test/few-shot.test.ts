import { expect } from "chai";

import { handwriting } from "@tributary/simulations";

import { fewShotPlanFile } from "../src/files.ts";
import { readPlan } from "../src/read-plan.ts";
import { fewShotWriters } from "../src/setting.ts";

describe("the demo with few examples", () => {
  it("gives each writer eight pictures of each digit that it has", () => {
    for (const { digits, own } of handwriting("0", { ...fewShotWriters, writers: 2, heldOut: 0 })) {
      const counts = digits.map((digit) => own.filter((picture) => picture.digit === digit).length);
      expect(counts).to.deep.equal([8, 8, 8, 8, 8, 8, 8, 8]);
    }
  });

  it("trains a head alone and changes no picture, so that what the body makes of each can be kept", async () => {
    const { tuning, training } = await readPlan(fewShotPlanFile);
    expect(tuning.method).to.equal("head");
    expect(Object.values(training.augmentation)).to.deep.equal([0, 0, 0, 0, 0]);
  });
});
