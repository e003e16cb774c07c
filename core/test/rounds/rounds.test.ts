import { expect } from "chai";

import { parsePlan, planDigest } from "../../src/plan/index.ts";
import {
  decodeDescriptor,
  decodeReceipt,
  descriptorProblem,
  readEvaluation,
} from "../../src/rounds/index.ts";
import type { Receipt, SealedDescriptor } from "../../src/rounds/index.ts";
import { initialBounds, nextBounds } from "../../src/ring/index.ts";
import { canonicalBytes, digest, taskId } from "../../src/support/index.ts";

const parsed = parsePlan(
  `
task: digits
base: random
model: { family: mlp }
labels: [a, b]
input: { kind: features, size: 3 }
tuning: { method: full }
cohort: { goal: 10 }
privacy: { mode: sealed, clip: 2 }
`,
  "plan.yaml",
);
if (!parsed.ok) throw new Error(parsed.error[0]?.message);
const plan = parsed.value;
const agreed = { plan, digest: planDigest(plan) };

const descriptor: SealedDescriptor = {
  protocol: 1,
  task: taskId("digits"),
  incarnation: 1,
  round: 3,
  attempt: 1,
  purpose: "train",
  mode: "sealed",
  plan: agreed.digest,
  base: digest("01".repeat(32)),
  model: digest("02".repeat(32)),
  previousReceipt: digest("03".repeat(32)),
  sealingKey: "04".repeat(32),
  encoding: initialBounds(plan, 8),
};

describe("a round descriptor", () => {
  it("is read from its canonical bytes", () => {
    expect(decodeDescriptor(canonicalBytes(descriptor))).to.deep.equal({ ok: true, value: descriptor });
    expect(decodeDescriptor(canonicalBytes({ ...descriptor, previousReceipt: null })).ok).to.equal(true);
  });

  it("is refused when a field is missing, unknown or of another form", () => {
    for (const change of [
      { round: 0 },
      { round: 1.5 },
      { task: "Digits!" },
      { sealingKey: "04" },
      { extra: 1 },
      { model: "xyz" },
      { mode: "secure" },
      { encoding: { ...descriptor.encoding, clip: -1 } },
      { plan: undefined },
    ]) {
      expect(
        decodeDescriptor(canonicalBytes({ ...descriptor, ...change })).ok,
        JSON.stringify(change),
      ).to.equal(false);
    }
    expect(decodeDescriptor(new Uint8Array(5)).ok).to.equal(false);
  });

  it("must stay within the plan's bounds", () => {
    const problem = (change: Partial<SealedDescriptor>) =>
      descriptorProblem({ ...descriptor, ...change }, agreed);
    const encoding = (change: Partial<SealedDescriptor["encoding"]>) =>
      problem({ encoding: { ...descriptor.encoding, ...change } });
    expect(problem({})).to.equal(undefined);
    expect(problem({ task: taskId("other") })).to.match(/task other, not digits/);
    expect(problem({ plan: digest("00".repeat(32)) })).to.match(/names plan 0000/);
    expect(encoding({ profile: "u32" })).to.match(/u32, the plan's u24/);
    expect(encoding({ clip: 3 })).to.match(/clips at 3, the plan at 2/);
    expect(encoding({ range: 2.5 })).to.match(/range is wider/);
    expect(encoding({ participants: 200_000 })).to.match(/fewer than 8 bits/);
  });
});

describe("a receipt", () => {
  const receipt: Receipt = {
    protocol: 1,
    task: taskId("digits"),
    incarnation: 1,
    round: 3,
    attempt: 1,
    purpose: "train",
    mode: "sealed",
    plan: agreed.digest,
    descriptor: digest("05".repeat(32)),
    previous: null,
    modelIn: digest("02".repeat(32)),
    modelOut: digest("06".repeat(32)),
    participants: 10,
    weightUnits: 655_360,
    unclipped: 9,
    clip: 2,
    evaluation: { exampleCount: 100, lossSum: 42.5, accuracy: 0.75, macroF1: null },
    committedAtMs: 1_700_000_000_000,
  };

  it("is read from its canonical bytes, and from no others", () => {
    expect(decodeReceipt(canonicalBytes(receipt))).to.deep.equal({ ok: true, value: receipt });
    expect(decodeReceipt(canonicalBytes({ ...receipt, participants: 0 })).ok).to.equal(false);
    expect(decodeReceipt(canonicalBytes({ ...receipt, note: "x" })).ok).to.equal(false);
  });

  it("keeps the bytes of the first release, unless the plan stops by a figure that it did not know", () => {
    const { evaluation } = receipt;
    for (const more of [{}, { weightedF1: 0.5 }, { labelF1: 0.25 }, { weightedF1: null }]) {
      const wider = { ...receipt, evaluation: { ...evaluation, ...more } };
      const bytes = canonicalBytes(wider);
      const read = decodeReceipt(bytes);
      expect(read).to.deep.equal({ ok: true, value: wider });
      // Clients name a receipt by the digest of what they read.
      if (read.ok) expect(canonicalBytes(read.value)).to.deep.equal(bytes);
    }
    const wrong = { ...receipt, evaluation: { ...evaluation, weightedF1: 1.5 } };
    expect(decodeReceipt(canonicalBytes(wrong)).ok).to.equal(false);
  });

  it("says of a model what a client may keep, and nothing else passes for that", () => {
    expect(readEvaluation({ ...receipt.evaluation, labelF1: 0.5 })).to.deep.equal({
      ...receipt.evaluation,
      labelF1: 0.5,
    });
    for (const value of [undefined, {}, { ...receipt.evaluation, lossSum: -1 }, "x"]) {
      expect(readEvaluation(value)).to.equal(undefined);
    }
  });
});

describe("clipping bounds", () => {
  const automatic = { ...plan, privacy: { ...plan.privacy, clip: "auto" as const } };

  it("begin at the optimiser's own reach, c sqrt(d) for the norm", () => {
    // AdamW at 0.001, two epochs of 10000 / 20 steps: one unit, which is also the most.
    expect(initialBounds(automatic, 16)).to.deep.equal({
      profile: "u24",
      clip: 4,
      range: 1,
      participants: 13,
    });
    const slow = { ...automatic, training: { ...plan.training, learningRate: 1e-5 } };
    expect(initialBounds(slow, 16).range).to.be.closeTo(0.01, 1e-12);
  });

  it("follow the share of updates that were not clipped", () => {
    const bounds = initialBounds(automatic, 16);
    expect(nextBounds(automatic, bounds, 0.9)).to.deep.equal(bounds);
    expect(nextBounds(automatic, bounds, 1).clip).to.be.closeTo(4 * Math.exp(-0.02), 1e-9);
    expect(nextBounds(automatic, bounds, 0).clip).to.be.closeTo(4 * Math.exp(0.18), 1e-9);
  });

  it("stay where the plan puts them", () => {
    const bounds = initialBounds(plan, 16);
    expect(bounds.clip).to.equal(2);
    expect(nextBounds(plan, bounds, 0)).to.deep.equal(bounds);
  });
});
