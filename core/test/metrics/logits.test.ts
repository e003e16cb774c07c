import { evaluationOf, largest, logSumExp, softmax } from "@tributary/core/metrics";
import { expect } from "chai";

describe("a classifier's logits", () => {
  it("stand for probabilities, however large they are", () => {
    const [first, second] = softmax([1_000, 1_000 + Math.log(3)]);
    expect(first).to.be.closeTo(0.25, 1e-12);
    expect(second).to.be.closeTo(0.75, 1e-12);
    expect(logSumExp([-1_000, -1_000])).to.be.closeTo(Math.log(2) - 1_000, 1e-9);
  });

  it("answer with the greatest, of equal ones with the first", () => {
    expect(largest([1, 3, 2, 3])).to.equal(1);
    expect(largest(Float32Array.of(-1, -2))).to.equal(0);
  });

  it("are counted by what was true and what was said, and their losses added up", () => {
    const examples = [
      { label: 0, logits: [Math.log(3), 0, -Infinity] },
      { label: 2, logits: [Math.log(3), 0, 0] },
      { label: 2, logits: [0, -1, 5] },
    ];
    const { exampleCount, lossSum, confusion } = evaluationOf(3, examples, ({ logits }) => logits);
    expect(exampleCount).to.equal(3);
    expect([...confusion]).to.deep.equal([1, 0, 0, 0, 0, 0, 1, 0, 1]);
    const last = -Math.log(softmax([0, -1, 5])[2]!);
    expect(lossSum).to.be.closeTo(-Math.log(3 / 4) + Math.log(5) + last, 1e-12);
    expect(evaluationOf(2, [], () => []).exampleCount).to.equal(0);
  });
});
