import { expect } from "chai";

import { modelTensors } from "../../src/model/index.ts";
import { checkSupported, parsePlan, planModules, trainingPlaces } from "../../src/plan/index.ts";
import { elementCount } from "../../src/tensor/index.ts";
import { plan, planText, problemsOf } from "./plans.ts";

describe("parsePlan", () => {
  it("fills in every default", () => {
    const parsed = plan();
    expect(parsed.version).to.equal(1);
    expect(parsed.model).to.deep.equal({ family: "image-cnn", filters: [16, 32], hidden: 64 });
    expect(parsed.training.schedule).to.deep.equal({ kind: "constant", warmup: 0 });
    expect(parsed.privacy).to.deep.equal({ mode: "secure", clip: "auto", encoding: "u24" });
    expect(parsed.cohort).to.deep.equal({ goal: 10, minimum: 8, minSurvivors: 6, overSelection: 1.3 });
    const lora = plan({ tuning: "" }).tuning;
    expect(lora).to.deep.equal({ method: "lora", rank: 8, alpha: 16, targets: [], head: true });
  });

  it("reads JSON, indented with tabs as well, and reads it as it reads YAML", () => {
    const json = {
      task: "digits",
      base: "random",
      model: { family: "image-cnn" },
      labels: ["zero", "one", "two"],
      input: { kind: "image", width: 8, height: 8, channels: 1 },
      tuning: { method: "full" },
      cohort: { goal: 10 },
    };
    for (const indent of [0, 2, "\t"]) {
      const parsed = parsePlan(JSON.stringify(json, null, indent), "plan.json");
      expect(parsed.ok && parsed.value).to.deep.equal(plan());
    }
  });

  it("gives a plan that nobody can change", () => {
    const parsed = plan();
    expect(() => Object.assign(parsed.cohort, { goal: 1 })).to.throw(TypeError);
    expect(() => Reflect.apply(Array.prototype.push, parsed.labels, ["three"])).to.throw(TypeError);
  });

  it("reports all problems at once, in the text's order, each with line, column, key path, expected and got", () => {
    const text = [
      "task: Digits",
      "base: 5",
      "model: { family: cnn }",
      'labels: [a, 1, a, "\\uD800"]',
      "input: { kind: image, widht: 3, height: 1.5, channels: 2, range: [1] }",
      "training:",
      "  learningRate: fast",
      "  beta1: 1",
      "  batchsize: 4",
      "rounds: 3",
      "cohort: { minimum: 4 }",
      "aggregation: { strategy: median }",
      "privacy: { clip: -1, encoding: u8 }",
      "__proto__: 3",
      "publicModel: yes",
    ].join("\n");
    const [proto, ...others] = problemsOf(text).toSorted((a, b) =>
      a.includes("__proto__") ? -1 : b.includes("__proto__") ? 1 : 0,
    );
    expect(proto).to.match(/^plan\.yaml:14:1: __proto__: there is no such key; known keys: version, task, /);
    expect(others).to.deep.equal([
      'plan.yaml:1:7: task: expected 1 to 63 lower-case letters, digits and inner dashes, got "Digits"',
      'plan.yaml:2:7: base: expected text of 1 to 4096 characters, got 5; write it in quotes: "5"',
      'plan.yaml:3:18: model.family: expected one of image-cnn, mlp, got "cnn"',
      'plan.yaml:4:13: labels[1]: expected text of 1 to 200 characters, got 1; write it in quotes: "1"',
      "plan.yaml:4:19: labels[3]: expected text without lone surrogates",
      "plan.yaml:5:8: input.width: expected a whole number from 1 to 1024, got nothing",
      "plan.yaml:5:23: input.widht: there is no such key; did you mean width?",
      "plan.yaml:5:41: input.height: expected a whole number from 1 to 1024, got 1.5",
      "plan.yaml:5:56: input.channels: expected 1 or 3, got 2",
      "plan.yaml:5:66: input.range: expected a list of 2 items, got a list of 1 item",
      'plan.yaml:7:17: training.learningRate: expected a number above 0 and at most 10, got "fast"',
      "plan.yaml:8:10: training.beta1: expected a number at least 0 and below 1, got 1",
      "plan.yaml:9:3: training.batchsize: there is no such key; did you mean batchSize?",
      "plan.yaml:10:9: rounds: expected a map, got 3",
      "plan.yaml:11:9: cohort.goal: expected a whole number from 1 to 60000, got nothing",
      'plan.yaml:12:26: aggregation.strategy: expected fedavg, fedavgm or a path that begins with ./, got "median"',
      "plan.yaml:13:18: privacy.clip: expected auto or a number above 0, got -1",
      'plan.yaml:13:32: privacy.encoding: expected one of u24, u32, got "u8"',
      'plan.yaml:15:14: publicModel: expected true or false, got "yes"',
    ]);
  });

  it("points at the value behind an alias", () => {
    const text = planText({ rounds: "rounds: &r { maximum: 0 }", stopping: "stopping: *r" });
    expect(problemsOf(text)).to.deep.equal(
      [
        "plan.yaml:8:23: rounds.maximum: expected a whole number from 1 to 1000000, got 0",
        "plan.yaml:8:14: stopping.maximum: there is no such key; known keys: patience, minimumDelta, metric",
      ].toSorted(),
    );
  });

  for (const [what, text, expected] of [
    ["an empty text", "", "plan.yaml:1:1: expected a map, got nothing"],
    ["a list", "- 1\n", "plan.yaml:1:1: expected a map, got a list of 1 item"],
    [
      "a key that comes twice",
      `${planText()}cohort: { goal: 5 }\n`,
      "plan.yaml:8:1: this key comes a second time in its map",
    ],
    [
      "an alias to nothing",
      "a: *x",
      "plan.yaml:1:1: Unresolved alias (the anchor must be set before the alias): x",
    ],
    [
      "a tag that nobody knows",
      "a: !!js/function 1",
      "plan.yaml:1:4: Unresolved tag: tag:yaml.org,2002:js/function",
    ],
    [
      "two documents",
      "a: 1\n---\nb: 2\n",
      "plan.yaml:2:1: expected one document, got another that begins here",
    ],
    [
      "a number that is none",
      planText({ seed: "training: { learningRate: .nan }" }),
      "plan.yaml:8:27: training.learningRate: expected a number above 0 and at most 10, got NaN",
    ],
    [
      "an infinite number",
      planText({ seed: "privacy: { clip: .inf }" }),
      "plan.yaml:8:18: privacy.clip: expected auto or a number above 0, got Infinity",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(problemsOf(text)).to.deep.equal([expected]);
    });
  }

  it("refuses aliases that multiply without bound", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`,
    );
    const [problem] = problemsOf(["l0: &l0 [x, x]", ...levels].join("\n"));
    expect(problem).to.match(/Excessive alias count/);
  });
});

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

  it("know the network's layers as core/src/model does", () => {
    for (const changes of [
      {},
      { model: "model: { family: mlp, hidden: [5, 7] }" },
      { model: "model: { family: mlp }", input: "input: { kind: features, size: 4 }" },
      {
        model: "model: { family: image-cnn, filters: [2], hidden: 3 }",
        input: "input: { kind: image, width: 9, height: 7, channels: 3 }",
      },
    ]) {
      const parsed = plan(changes);
      const expected = modelTensors(parsed)
        .filter(({ kind }) => kind !== "bias")
        .map(({ module, shape: [outputs = 1, ...inputs] }) => ({
          name: module,
          outputs,
          inputs: elementCount(inputs),
        }));
      expect(planModules(parsed)).to.deep.equal(expected);
    }
  });

  it("derive minimum and minSurvivors from the goal", () => {
    const bounds = [1, 2, 3, 4, 5, 8, 10, 15, 100].map((goal) => {
      const { minimum, minSurvivors } = plan({ cohort: `cohort: { goal: ${goal} }` }).cohort;
      return [goal, minimum, minSurvivors];
    });
    expect(bounds).to.deep.equal([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [4, 4, 3],
      [5, 4, 3],
      [8, 7, 5],
      [10, 8, 6],
      [15, 12, 8],
      [100, 80, 54],
    ]);
  });
});

describe("trainingPlaces", () => {
  it("rounds up what is not whole, and not what floating point adds", () => {
    const places = [
      [10, 1],
      [10, 1.1],
      [10, 1.3],
      [3, 1.3],
      [100, 1.15],
      [7, 1.7],
      [60_000, 1.0922],
    ] as const;
    expect(places.map(([goal, overSelection]) => trainingPlaces({ goal, overSelection }))).to.deep.equal([
      10, 11, 13, 4, 115, 12, 65_532,
    ]);
  });
});

describe("checkSupported", () => {
  it("refuses the mode secure, which is the default, and never makes it sealed", () => {
    expect(checkSupported(plan())).to.deep.equal({
      ok: false,
      error:
        "mode secure is not available in this release; write `privacy: { mode: sealed }` and every participant " +
        "will be told that the coordinator can read its update",
    });
  });

  it("accepts a sealed plan", () => {
    expect(checkSupported(plan({ privacy: "privacy: { mode: sealed }" })).ok).to.equal(true);
  });
});
