import { expect } from "chai";

import { trainingPlaces } from "../../src/plan/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import { brokenRules } from "../../src/plan/rules.ts";
import { plan, planText, problemsOf } from "./plans.ts";

describe("the rules between a plan's keys", () => {
  for (const [what, changes, expected] of [
    [
      "a minimum above the goal",
      { cohort: "cohort: { goal: 3, minimum: 4 }" },
      "plan.yaml:7:29: cohort.minimum: expected at most the goal, 3, got 4",
    ],
    [
      "more survivors than the minimum",
      { cohort: "cohort: { goal: 10, minSurvivors: 9 }" },
      "plan.yaml:7:35: cohort.minSurvivors: expected at most the minimum, 8, got 9",
    ],
    [
      "weights whose sum could pass 32 bits",
      { cohort: "cohort: { goal: 60000 }" },
      "plan.yaml:7:17: cohort.goal: expected goal x overSelection of at most 65535, beyond which the sum of the weights could pass 32 bits, got 60000 x 1.3 = 78000",
    ],
    [
      "a label that comes twice",
      { labels: "labels: [a, b, a]" },
      'plan.yaml:4:16: labels[2]: "a" is already item 1 of the list',
    ],
    [
      "features for a cnn",
      { input: "input: { kind: features, size: 2 }" },
      "plan.yaml:3:18: model.family: expected mlp, which reads features, got image-cnn",
    ],
    [
      "an image too small for the poolings",
      { input: "input: { kind: image, width: 8, height: 3, channels: 1 }" },
      "plan.yaml:5:41: input.height: expected at least 4, which 2 poolings halve to one pixel, got 3",
    ],
    [
      "a range that is upside down",
      { input: "input: { kind: image, width: 8, height: 8, channels: 1, range: [1, 0] }" },
      "plan.yaml:5:64: input.range: expected the lower value first, got [1, 0]",
    ],
    [
      "augmentation of what is no image",
      {
        model: "model: { family: mlp }",
        input: "input: { kind: features, size: 1 }",
        training: "training: { augmentation: { shift: 2 } }",
      },
      "plan.yaml:8:36: training.augmentation.shift: changes images, and input.kind is features; expected 0, got 2",
    ],
    [
      "a rule that looks at each update where masks hide them",
      { aggregation: "aggregation: { aggregator: median, weighting: uniform }" },
      "plan.yaml:8:28: aggregation.aggregator: expected mean in mode secure, where no update can be looked at by itself, got median; write `privacy: { mode: sealed }` if the coordinator may read each update",
    ],
    [
      "a robust rule by weights that clients claim",
      { aggregation: "aggregation: { aggregator: krum }", privacy: "privacy: { mode: sealed }" },
      "plan.yaml:8:14: aggregation.weighting: expected uniform with krum, since how many examples there are is the client's own word, got examples",
    ],
    [
      "a cohort too small for Krum's attackers",
      {
        aggregation: "aggregation: { aggregator: multiKrum, weighting: uniform, attackers: 0.45 }",
        privacy: "privacy: { mode: sealed }",
      },
      "plan.yaml:7:9: cohort.minSurvivors: expected more than 8 with multiKrum where 3 may be false, got 7",
    ],
    [
      "a share of attackers for a rule that counts none",
      { aggregation: "aggregation: { attackers: 0.1 }" },
      "plan.yaml:8:27: aggregation.attackers: expected none, since mean does not use it (trimmedMean, krum, multiKrum do), got 0.1",
    ],
    [
      "a setting of another server optimiser",
      { aggregation: "aggregation: { strategy: fedadagrad, serverTau: 0.1, serverBeta2: 0.9 }" },
      "plan.yaml:8:67: aggregation.serverBeta2: expected none, since fedadagrad does not use it (fedadam, fedyogi do), got 0.9",
    ],
    [
      "columns of another number than the size",
      { model: "model: { family: mlp }", input: "input: { kind: features, size: 3, columns: [a, b] }" },
      "plan.yaml:5:44: input.columns: expected as many items as input.size, 3, got 2",
    ],
    [
      "means of another number than the size",
      { model: "model: { family: mlp }", input: "input: { kind: features, size: 1, mean: [1, 2] }" },
      "plan.yaml:5:41: input.mean: expected as many items as input.size, 1, got 2",
    ],
    [
      "scales of another number than the size",
      { model: "model: { family: mlp }", input: "input: { kind: features, size: 1, scale: [] }" },
      "plan.yaml:5:42: input.scale: expected as many items as input.size, 1, got 0",
    ],
    [
      "a column that comes twice",
      { model: "model: { family: mlp }", input: "input: { kind: features, size: 2, columns: [a, a] }" },
      'plan.yaml:5:48: input.columns[1]: "a" is already item 1 of the list',
    ],
    [
      "a LoRA target that the network lacks",
      { tuning: "tuning: { method: lora, targets: [fc9] }" },
      'plan.yaml:6:35: tuning.targets[0]: the network has no module "fc9"; did you mean fc1?',
    ],
    [
      "a LoRA target that comes twice",
      { tuning: "tuning: { method: lora, targets: [fc1, fc1] }" },
      'plan.yaml:6:40: tuning.targets[1]: "fc1" is already item 1 of the list',
    ],
    [
      "a LoRA rank that no module has",
      { tuning: "tuning: { method: lora, rank: 65 }" },
      "plan.yaml:6:31: tuning.rank: expected at most 64, the full rank of the largest adapted module, got 65; full training is cheaper than such adapters",
    ],
    [
      "LoRA on the head beside the whole head",
      { tuning: "tuning: { method: lora, targets: [head], rank: 3 }" },
      "plan.yaml:6:35: tuning.targets[0]: the head is trained in full already; write `head: false` to give it an adapter instead",
    ],
    [
      "LoRA with nothing to train",
      {
        model: "model: { family: mlp }",
        input: "input: { kind: features, size: 2 }",
        tuning: "tuning: { method: lora, head: false }",
      },
      "plan.yaml:6:19: tuning.method: nothing would be trained, since the network has no layer before its head; expected `head: true` or another method",
    ],
    [
      "stopping by a label's F1 without the label",
      { stopping: "stopping: { metric: f1 }" },
      "plan.yaml:8:21: stopping.metric: f1 is that of one label; expected `label` beside it, got none",
    ],
    [
      "stopping by the F1 of another label",
      { stopping: "stopping: { metric: f1, label: tow }" },
      'plan.yaml:8:32: stopping.label: there is no label "tow"; did you mean two?',
    ],
    [
      "a label beside another metric",
      { stopping: "stopping: { metric: accuracy, label: two }" },
      "plan.yaml:8:38: stopping.label: names the label of `metric: f1`, and the metric is accuracy; choose f1 or leave the label out",
    ],
    [
      "stopping by the F1 of one of too many labels",
      {
        labels: `labels: [${Array.from({ length: 101 }, (_, i) => `l${i}`).join(", ")}]`,
        stopping: "stopping: { metric: f1, label: l7 }",
      },
      "plan.yaml:8:21: stopping.metric: expected macroF1 or weightedF1, since figures of single labels are kept of at most 100 labels and there are 101, got f1",
    ],
    [
      "the perplexity of a classifier",
      { stopping: "stopping: { metric: perplexity }" },
      "plan.yaml:8:21: stopping.metric: expected a figure of a classifier, since there are labels, got perplexity; loss gives the same order",
    ],
  ] as const) {
    it(`refuse ${what}`, () => {
      expect(problemsOf(planText(changes))).to.deep.equal([expected]);
    });
  }

  it("are checked although another key is wrong", () => {
    const problems = problemsOf(planText({ labels: "labels: [a, a]", precision: "precision: F64" }));
    expect(problems).to.have.length(2);
  });

  it("allow LoRA without hidden layers if the head is trained, whole or by an adapter", () => {
    const softmax = { model: "model: { family: mlp }", input: "input: { kind: features, size: 4 }" };
    for (const tuning of ["{ method: lora }", "{ method: lora, rank: 2, targets: [head], head: false }"]) {
      expect(plan({ ...softmax, tuning: `tuning: ${tuning}` }).tuning.method).to.equal("lora");
    }
  });

  it("let a task stop by the F1 of one of its labels, or by their weighted mean", () => {
    expect(plan({ stopping: "stopping: { metric: f1, label: two }" }).stopping).to.include({ label: "two" });
    expect(plan({ stopping: "stopping: { metric: weightedF1 }" }).stopping).to.not.have.property("label");
  });

  it("let a language model stop by its loss or perplexity alone", () => {
    const broken = (metric: Plan["stopping"]["metric"]) =>
      brokenRules({ labels: [], stopping: { ...plan().stopping, metric } });
    expect([...broken("loss"), ...broken("perplexity")]).to.deep.equal([]);
    for (const metric of ["accuracy", "macroF1", "weightedF1", "f1"] as const) {
      const message = `expected loss or perplexity, since there are no labels to count hits of, got ${metric}`;
      expect(broken(metric)).to.deep.equal([{ path: ["stopping", "metric"], message }]);
    }
  });

  it("refuse a cohort in mode secure whose sums would hide nobody", () => {
    expect(problemsOf(planText({ cohort: "cohort: { goal: 5, minSurvivors: 2 }" }))).to.deep.equal([
      "plan.yaml:7:34: cohort.minSurvivors: expected at least 3 in mode secure, since two survivors would learn " +
        "each other's update, got 2; choose a larger cohort, or `privacy: { mode: sealed }`",
    ]);
    expect(problemsOf(planText({ cohort: "cohort: { goal: 2 }" }))[0]).to.match(/cohort\.minimum: .*got 2/);
  });

  it("derive minimum and minSurvivors from the goal", () => {
    const bounds = [1, 2, 3, 4, 5, 8, 10, 15, 100].map((goal) => {
      const { minimum, minSurvivors } = plan({
        cohort: `cohort: { goal: ${goal} }`,
        privacy: "privacy: { mode: sealed }",
      }).cohort;
      return [goal, minimum, minSurvivors];
    });
    expect(bounds).to.deep.equal([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [4, 4, 3],
      [5, 4, 3],
      [8, 7, 6],
      [10, 8, 7],
      [15, 12, 11],
      [100, 80, 67],
    ]);
  });
});

describe("trainingPlaces", () => {
  it("rounds up what is not whole, and not what floating point adds", () => {
    const places = [
      [10, 1],
      [50, 1.1],
      [10, 1.3],
      [3, 1.3],
      [100, 1.15],
      [7, 1.7],
      [60_000, 1.0922],
    ] as const;
    expect(places.map(([goal, overSelection]) => trainingPlaces({ goal, overSelection }))).to.deep.equal([
      10, 55, 13, 4, 115, 12, 65_532,
    ]);
  });
});
