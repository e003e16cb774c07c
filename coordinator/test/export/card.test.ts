import { noClassifierFigures } from "@tributary/core/metrics";
import { digest } from "@tributary/core/support";
import { writeYaml } from "@tributary/core/yaml";
import { expect } from "chai";

import type { Scores } from "../../src/round/index.ts";
import { exportedFolder, historyFacts } from "../../src/export/index.ts";
import type { TrainedModel } from "../../src/export/index.ts";
import { smallModel, textOf, trainedOn } from "./kit.ts";

const lora = { method: "lora", rank: 2, alpha: 4 };
const none = { ...noClassifierFigures, perClass: [] };
const base: Scores = {
  ...none,
  exampleCount: 30,
  loss: 0.71,
  accuracy: 0.5,
  macroF1: 1 / 3,
  weightedF1: 0.4,
};
const tuned: Scores = {
  ...base,
  exampleCount: 33,
  loss: 0.4134,
  accuracy: 0.9,
  macroF1: 0.88,
  weightedF1: 0.9,
  perClass: [{ label: "a|b", hits: 9, falsePositives: 3, misses: 1 }],
};
const rounds = [
  { round: 1, participants: 3, bytesUp: 3 * 2048, bytesDown: 4096 },
  { round: 2, participants: 4, bytesUp: 4 * 2048, bytesDown: 4096 },
];

function cardOf(
  model: TrainedModel,
  {
    format = "merged",
    scores = new Map<number, Scores>([
      [0, base],
      [2, tuned],
    ]),
  }: { format?: "peft" | "merged"; scores?: ReadonlyMap<number, Scores> } = {},
): string {
  return textOf(exportedFolder({ format, model, scores, rounds }, undefined).get("README.md"));
}

function frontOf(card: string): string {
  return /^---\n([^]*?)---\n/.exec(card)?.[1] ?? "";
}

describe("a model card", () => {
  it("begins with what the hub reads: licence, library, pipeline and tags, and the base where others find it", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    expect(frontOf(cardOf(model))).to.equal(
      "license: apache-2.0\nlibrary_name: transformers\npipeline_tag: text-classification\n" +
        "tags:\n  - federated-learning\n  - tributary\n  - lora\n",
    );
    const named = { ...model, base: { ...model.base, hubName: "example/tiny", licence: "Tiny licence 2" } };
    const front = frontOf(cardOf(named, { format: "peft" }));
    expect(front).to.match(/^license: other\nlicense_name: Tiny licence 2\nbase_model: example\/tiny\n/);
    expect(front).to.include("library_name: peft\n");
    const gpt2 = await trainedOn("gpt2", { tuning: lora });
    expect(frontOf(cardOf(gpt2))).to.include("pipeline_tag: text-generation\n");
    expect(frontOf(cardOf(smallModel()))).to.equal(
      "pipeline_tag: tabular-classification\ntags:\n  - federated-learning\n  - tributary\n",
    );
  });

  it("says where the model is from, under which licence, and that nobody knows it where nobody does", async () => {
    const model = await trainedOn("bert", { tuning: lora, title: "Tea, or not" });
    expect(cardOf(model)).to.match(
      /\n# Tea, or not\n\nFine-tuned from `\.\/tiny-bert` by federated learning .* the model of round 2, with 3 to 4 participants in a round\. The licence of the base model is apache-2\.0\.\n/,
    );
    const unknown = { ...model, base: { ...model.base, licence: undefined } };
    expect(cardOf(unknown, { format: "peft" })).to.match(
      /\nA LoRA adapter on `\.\/tiny-bert`, trained by .* find it before you pass this model on\.\n/,
    );
    expect(cardOf(smallModel())).to.match(
      /\n# small\n\nTrained from a network of random weights by .* in a round\.\n/,
    );
  });

  it("gives the base's figures, the model's and the gain, and each round's", async () => {
    const card = cardOf(await trainedOn("bert", { tuning: lora }));
    expect(card).to.include(
      [
        "|  | examples | loss | accuracy | macro F1 | weighted F1 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| base model | 30 | 0.7100 | 50.0 % | 33.3 % | 40.0 % |",
        "| this model (round 2) | 33 | 0.4134 | 90.0 % | 88.0 % | 90.0 % |",
        "| gain |  | -0.2966 | +40.0 points | +54.7 points | +50.0 points |",
        "",
        "| label | examples | precision | recall | F1 |",
        "| --- | --- | --- | --- | --- |",
        "| a\\|b | 10 | 75.0 % | 90.0 % | 81.8 % |",
      ].join("\n"),
    );
    expect(card).to.include(
      [
        "| round | participants | loss | accuracy | macro F1 | weighted F1 | up | down |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| 1 | 3 | - | - | - | - | 6.0 KiB | 4.0 KiB |",
        "| 2 | 4 | 0.4134 | 90.0 % | 88.0 % | 90.0 % | 8.0 KiB | 4.0 KiB |",
      ].join("\n"),
    );
    // A and B of four modules of 16 x 16 with rank 2, and the head's 51.
    expect(card).to.match(
      /Method `lora` \(rank 2, alpha 4\): 307 of 4,955 parameters \(6\.20 %\) were trained and travelled; a participant sent 2\.0 KiB a round\./,
    );
  });

  it("says how torchvision builds and reads a VGG, of which transformers have none", async () => {
    const model = smallModel({
      model: { family: "vgg", features: [4, "M", 6], hidden: 8 },
      input: {
        kind: "image",
        width: 40,
        height: 32,
        channels: 3,
        mean: [0.5, 0.5, 0.4],
        std: [0.2, 0.2, 0.3],
      },
    });
    const card = cardOf(model);
    for (const line of [
      'features = make_layers([4, "M", 6], batch_norm=False)',
      `network = VGG(features, num_classes=${model.plan.labels.length}, init_weights=False)`,
      "network.classifier[0] = nn.Linear(294, 8)",
      'network.load_state_dict(load_file("model.safetensors"))',
      "prepare = transforms.Compose([transforms.Resize((32, 40)), transforms.ToTensor(), " +
        "transforms.Normalize([0.5, 0.5, 0.4], [0.2, 0.2, 0.3])])",
    ]) {
      expect(card).to.include(`${line}\n`);
    }
    expect(card).to.not.include("network.features[0]");
  });

  it("gives a language model's perplexity over tokens, and no accuracy", async () => {
    const model = await trainedOn("gpt2", { tuning: lora });
    const scores = new Map<number, Scores>([
      [0, { exampleCount: 300, loss: Math.log(40), ...none }],
      [2, { exampleCount: 310, loss: Math.log(30), ...none }],
    ]);
    const card = cardOf(model, { scores });
    expect(card).to.include("|  | tokens | loss | perplexity |");
    expect(card).to.include("| this model (round 2) | 310 | 3.4012 | 30.00 |");
    expect(card).to.include("| gain |  | -0.2877 | -10.00 |");
    expect(card).to.not.include("accuracy");
  });

  it("says so where nobody has scored the model", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    expect(cardOf(model, { scores: new Map() })).to.include(
      "## Results\n\nNo participant has scored this model or its base.\n",
    );
    const card = cardOf(model, { scores: new Map([[0, base]]) });
    expect(card).to.include("No participant has scored this model.");
    expect(card).to.not.include("gain");
  });

  it("says what the privacy mode means, what was kept back, and the whole plan", async () => {
    const secure = await trainedOn("bert", {
      tuning: { ...lora, keep: "head" },
      cohort: { goal: 8, minSurvivors: 6 },
    });
    const card = cardOf(secure);
    expect(card).to.include(
      "Mode `secure`: in each round the coordinator learnt the sum of at least 6 updates",
    );
    expect(card).to.include("Each participant kept a head of its own, which is not here");
    expect(card).to.include("scored with the head that it kept to itself: the figures are not those of this");
    expect(cardOf(smallModel())).to.not.match(/kept/);
    expect(card).to.include(`\`\`\`yaml\n${writeYaml(secure.plan)}\`\`\`\n`);
    expect(cardOf(smallModel())).to.include("Mode `sealed`: ");
  });
});

describe("what a task's history tells a card", () => {
  const tally = { leased: 3, ready: 3, counted: 3, rejected: 0, dropped: 0, bytesUp: 30 };
  const zeros = digest("0".repeat(64));
  const common = { attempt: 1, tally, startedAtMs: 0, endedAtMs: 1 };
  const committed = {
    ...common,
    end: "committed",
    model: { digest: zeros, sizeBytes: 1, master: zeros },
    bytesDown: 60,
    receipt: { digest: zeros, signature: "" },
  } as const;

  it("are the rounds up to the model's, and scores by the model that came in", () => {
    const { rounds: told, scores } = historyFacts(
      [
        { ...committed, round: 1, purpose: "train", scores: base },
        { ...common, round: 2, purpose: "train", end: "aborted", cause: "too-few-ready", detail: "" },
        { ...committed, round: 2, purpose: "train", scores: null },
        { ...committed, round: 3, purpose: "evaluate", scores: tuned },
      ],
      2,
    );
    expect(told).to.deep.equal(
      [1, 2].map((round) => ({ round, participants: 3, bytesUp: 30, bytesDown: 60 })),
    );
    expect([...scores]).to.deep.equal([
      [0, base],
      [2, tuned],
    ]);
  });
});
