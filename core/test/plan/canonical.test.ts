import { expect } from "chai";

import { decodePlan, planBytes, planDigest } from "../../src/plan/index.ts";
import { canonicalBytes, fromUtf8, utf8 } from "../../src/support/index.ts";
import { plan } from "./plans.ts";

describe("a plan's canonical form", () => {
  it("is pinned, since signatures and descriptors hold its digest", () => {
    expect(fromUtf8(planBytes(plan()))).to.equal(
      [
        '{"aggregation":{"maximumExamples":10000,"serverLearningRate":1,"serverMomentum":0.9,"strategy":"fedavg","weighting":"examples"},',
        '"base":"random","cohort":{"goal":10,"minSurvivors":7,"minimum":8,"overSelection":1.3},',
        '"input":{"channels":1,"height":8,"kind":"image","polarity":"as-is","range":[0,1],"width":8},',
        '"labels":["zero","one","two"],"model":{"family":"image-cnn","filters":[16,32],"hidden":64},',
        '"precision":"F32","privacy":{"clip":"auto","encoding":"u24","mode":"secure"},',
        '"publicModel":false,"rounds":{"collectMs":600000,"leaseMs":600000,"maximum":10,"maximumAttempts":10,"minimumUplinkBps":1000000,"openMs":600000,"stepMs":10000},',
        '"seed":0,"stopping":{"metric":"loss","minimumDelta":0,"patience":5},',
        '"task":"digits","title":"","training":{"augmentation":{"erase":0,"mirror":0,"noise":0,"rotate":0,"shift":0},',
        '"batchSize":20,"beta1":0.9,"beta2":0.999,"dropout":0,"epsilon":1e-8,"gradientClip":0,"learningRate":0.001,"localEpochs":2,"momentum":0.9,"optimizer":"adamw","proximal":0,"schedule":{"kind":"constant","warmup":0},',
        '"validation":0.1,"weightDecay":0},"tuning":{"method":"full"},"version":1}',
      ].join(""),
    );
    // Made with Python: hashlib.sha256 of that text.
    expect(planDigest(plan())).to.equal("90420a2f5b17987db40213dde343ac291c35fa5e283eab0c64790dd169f52a11");
  });

  it("does not depend on the order or the spelling of the text", () => {
    const other = plan({
      cohort: "seed: 0x0",
      task: "cohort: { overSelection: 1.3, goal: 1e1 }\ntask: 'digits'",
    });
    expect(planDigest(other)).to.equal(planDigest(plan()));
  });

  it("differs for another plan", () => {
    expect(planDigest(plan({ seed: "seed: 1" }))).not.to.equal(planDigest(plan()));
  });
});

describe("decodePlan", () => {
  it("gives back the plan that the bytes were made of", () => {
    const decoded = decodePlan(planBytes(plan()));
    expect(decoded.ok && decoded.value).to.deep.equal(plan());
  });

  it("refuses bytes that are not canonical", () => {
    const text = fromUtf8(planBytes(plan()));
    for (const bytes of [
      utf8(`${text} `),
      utf8(text.replace('"version":1', '"version":1.0')),
      utf8("{"),
      Uint8Array.of(0xff),
      new Uint8Array(0),
    ]) {
      expect(decodePlan(bytes)).to.deep.equal({ ok: false, error: "the plan is not JSON in canonical form" });
    }
  });

  it("refuses a plan that leaves out a default", () => {
    const { seed: _, ...incomplete } = plan();
    expect(decodePlan(canonicalBytes(incomplete))).to.deep.equal({
      ok: false,
      error: "the plan is not complete: expected every default filled in",
    });
  });

  it("refuses a plan with a key too many or a broken rule, naming the key", () => {
    expect(decodePlan(canonicalBytes({ ...plan(), sed: 1, x: 2 }))).to.deep.equal({
      ok: false,
      error: "the plan is not valid at sed: there is no such key; did you mean seed? (and 1 more)",
    });
    expect(decodePlan(canonicalBytes({ ...plan(), labels: ["a", "a"] }))).to.deep.equal({
      ok: false,
      error: 'the plan is not valid at labels[1]: "a" is already item 1 of the list',
    });
    expect(decodePlan(canonicalBytes(7))).to.deep.equal({
      ok: false,
      error: "the plan is not valid: expected a map, got 7",
    });
  });
});
