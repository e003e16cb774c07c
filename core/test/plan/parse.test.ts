import { expect } from "chai";

import { parsePlan } from "../../src/plan/index.ts";
import { plan, planText, problemsOf } from "./plans.ts";

describe("parsePlan", () => {
  it("fills in every default", () => {
    const parsed = plan();
    expect(parsed.version).to.equal(1);
    expect(parsed.model).to.deep.equal({ family: "image-cnn", filters: [16, 32], hidden: 64 });
    expect(parsed.training.schedule).to.deep.equal({ kind: "constant", warmup: 0 });
    expect(parsed.privacy).to.deep.equal({ mode: "secure", clip: "auto", encoding: "u24" });
    expect(parsed.cohort).to.deep.equal({ goal: 10, minimum: 8, minSurvivors: 7, overSelection: 1.3 });
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
      'plan.yaml:3:18: model.family: expected one of image-cnn, mlp, bert, distilbert, gpt2, vit, resnet, vgg, layers, got "cnn"',
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
      'plan.yaml:12:26: aggregation.strategy: expected fedavg, fedavgm, fedadam, fedyogi, fedadagrad or a path that begins with ./, got "median"',
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
        "plan.yaml:8:14: stopping.maximum: there is no such key; known keys: patience, minimumDelta, metric, label",
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
