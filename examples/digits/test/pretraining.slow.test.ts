import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { sha256Digest } from "@tributary/core/tensor";
import { chooseEngine } from "@tributary/training";

import { baseFile, planFile } from "../src/files.ts";
import { pretrain } from "../src/pretraining.ts";
import { readPlan } from "../src/read-plan.ts";

describe("the base model", () => {
  it("is made again bit for bit by its script", async function () {
    this.timeout(300_000);
    const { engine } = await chooseEngine({ requested: "wasm" });
    try {
      const made = await pretrain(engine, await readPlan(planFile), () => undefined);
      expect(sha256Digest(made)).to.equal(sha256Digest(await readFile(baseFile)));
    } finally {
      await engine.dispose();
    }
  });
});
