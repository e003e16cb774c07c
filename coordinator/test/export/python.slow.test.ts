import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { writeModelFolder } from "@tributary/node-platform";
import { python, requires, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { exportedFolder } from "../../src/export/index.ts";
import type { TrainedModel } from "../../src/export/index.ts";
import { checkpoints, expectedOf, smallModel, trainedOn, under } from "./kit.ts";

const run = promisify(execFile);

type Format = "peft" | "merged";

interface Answer {
  readonly logits: unknown;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly complaints: readonly string[];
}

const lora = { method: "lora", rank: 2, alpha: 4 };
const bertPatterned = {
  ...lora,
  targets: [
    "query",
    { module: "intermediate.dense", rank: 3 },
    "bert.encoder.layer.1.output.dense",
    { module: "bert.pooler.dense", alpha: 10 },
  ],
};

interface Case {
  readonly family: string;
  /** Of the fixture: what its trained tensors and its logits are called. */
  readonly values: string;
  readonly logits: string;
  readonly tuning: object;
  readonly model?: object;
  readonly task: string;
}

const classifies = "sequence-classification";
const cases: readonly Case[] = [
  { family: "bert", values: "lora", logits: "lora", tuning: lora, task: classifies },
  { family: "bert", values: "patterned", logits: "patterned", tuning: bertPatterned, task: classifies },
  {
    family: "bert",
    values: "lora",
    logits: "mean",
    tuning: lora,
    model: { pooling: "mean" },
    task: "mean-pooling",
  },
  { family: "distilbert", values: "lora", logits: "lora", tuning: lora, task: classifies },
  { family: "gpt2", values: "lora", logits: "lora", tuning: lora, task: "causal-lm" },
  { family: "vit", values: "lora", logits: "lora", tuning: lora, task: "image-classification" },
  { family: "resnet-basic", values: "lora", logits: "lora", tuning: lora, task: "image-classification" },
  { family: "resnet-bottleneck", values: "lora", logits: "lora", tuning: lora, task: "image-classification" },
];

describe("an exported folder, in Python", function () {
  this.timeout(1_200_000);
  const interpreter = requires(python("torch", "transformers", "peft"));
  const folder = temporaryFolder();

  async function exported(model: TrainedModel, format: Format): Promise<string> {
    const path = join(folder(), format);
    const facts = { format, model, scores: new Map(), rounds: [] };
    await writeModelFolder(path, exportedFolder(facts, undefined));
    return path;
  }

  /** What Python computes with a folder. */
  async function answer(args: readonly string[], inputs: NamedArrays): Promise<Answer> {
    const path = join(folder(), "inputs.json");
    const given = [...inputs].filter(([name]) => name !== "labels" && name !== "bytes");
    await writeFile(
      path,
      JSON.stringify(Object.fromEntries(given.map(([name, array]) => [name, nested(array)]))),
    );
    const script = join(checkpoints, "roundtrip.py");
    const { stdout } = await run(interpreter(), [script, ...args, "--inputs", path]);
    return JSON.parse(stdout) as Answer;
  }

  /** What the program in a folder's card prints, once the hub's own reader has read the card. */
  async function card(path: string, family: string): Promise<string> {
    const text = await readFile(join(path, "README.md"), "utf8");
    const [, program = ""] = /```python\n([^]*?)```/.exec(text) ?? [];
    const script = join(folder(), "card.py");
    const before = [
      "from huggingface_hub import ModelCard",
      'assert ModelCard.load("README.md").data.license == "apache-2.0"',
      ...(program.includes("picture.jpg")
        ? ["from PIL import Image", 'Image.new("RGB", (20, 20)).save("picture.jpg")']
        : []),
    ];
    const short = program.replace("Once upon a time", "tea").replace("=50", "=2");
    const rest = short.replace(`./tiny-${family}`, join(checkpoints, family));
    await writeFile(script, [...before, rest].join("\n"));
    const { stdout } = await run(interpreter(), [script], {
      cwd: path,
      env: { ...process.env, HF_HUB_OFFLINE: "1" },
    });
    return stdout;
  }

  for (const { family, values, logits, tuning, model, task } of cases) {
    for (const format of ["peft", "merged"] as const) {
      it(`computes ${family}'s ${logits} logits from ${format}`, async () => {
        const expected = await expectedOf(family);
        const trained = await trainedOn(
          family,
          { tuning, ...(model && { model }) },
          under(expected, `${values}.values.`),
        );
        const path = await exported(trained, format);
        const where =
          format === "peft" ? ["--base", join(checkpoints, family), "--adapter", path] : ["--base", path];
        const got = await answer([...where, "--task", task], under(expected, "inputs."));
        expect(got.complaints).to.deep.equal([]);
        expectClose(got.logits, expected.get(`${logits}.logits`));
        expect(await card(path, family)).to.match(
          task === "causal-lm" ? /tea/ : /tensor\(\[\[|bad|neutral|good|cat|dog|owl|fox/,
        );
      });
    }
  }

  it("continues a text with a model of bytes, whose config.json is made of the plan", async () => {
    const size = { vocabSize: 259, nPositions: 64, nEmbd: 8, nLayer: 1, nHead: 2, nInner: 16 };
    const model = smallModel({
      model: { family: "gpt2", ...size },
      labels: [],
      input: { kind: "text", maximumTokens: 64 },
    });
    const licensed = { ...model, base: { ...model.base, licence: "apache-2.0" } };
    expect(await card(await exported(licensed, "merged"), "bytes")).to.match(/^tea/);
  });
});

/** A tensor as nested lists of whole or real numbers. */
function nested({ shape, data }: NamedArray): unknown {
  const [, ...rest] = shape;
  if (rest.length === 0) return [...data];
  const size = rest.reduce((product, side) => product * side, 1);
  return Array.from({ length: data.length / size }, (_, i) =>
    nested({ shape: rest, data: data.subarray(i * size, (i + 1) * size) }),
  );
}

function expectClose(got: unknown, expected: NamedArray | undefined): void {
  const flat = (Array.isArray(got) ? got : []).flat(5) as readonly number[];
  expect(flat).to.have.length(expected?.data.length ?? -1);
  for (const [index, value] of flat.entries())
    expect(value).to.be.closeTo(expected?.data[index] ?? NaN, 1e-4);
}
