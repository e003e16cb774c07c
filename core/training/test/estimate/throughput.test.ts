import { expect } from "chai";

import { measureThroughput } from "../../src/estimate/index.ts";
import { startEngine } from "../kit.ts";

/** A clock on which each timed product takes as long as is said; each is timed after one for practice. */
function clockOf(durationsMs: readonly number[]): () => number {
  let now = 0;
  let reading = 0;
  return () => {
    if (reading % 2 === 1) now += durationsMs[Math.floor(reading / 2)] ?? NaN;
    reading++;
    return now;
  };
}

describe("the engine's speed", () => {
  it("is that of a product of 512 x 512 matrices, on an engine that is quick", async () => {
    const engine = await startEngine("wasm");
    const before = engine.tf.memory().numTensors;
    expect(await measureThroughput(engine.tf, clockOf([5, 0.1, 100, 10]))).to.be.closeTo(
      (1000 * 2 * 512 ** 3) / 10,
      1,
    );
    expect(engine.tf.memory().numTensors).to.equal(before);
    await engine.dispose();
  });

  it("is that of a smaller product where the large one would keep people waiting", async () => {
    const engine = await startEngine("wasm");
    expect(await measureThroughput(engine.tf, clockOf([50, 4]))).to.be.closeTo((1000 * 2 * 128 ** 3) / 4, 1);
    await engine.dispose();
  });
});
