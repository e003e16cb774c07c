import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { adapterTensors, initialTrainables, randomBase } from "@tributary/core/model";
import { planBytes } from "@tributary/core/plan";
import { fromUtf8 } from "@tributary/core/support";
import { encodeSafetensors } from "@tributary/core/tensor";
import { temporaryFolder, unusedPort } from "@tributary/test-support";

import { featurePlan, textPlan } from "../plans.ts";
import { scriptedServer } from "../scripted-server.ts";
import { command, lines } from "./command.ts";
import type { Ran } from "./command.ts";

const folder = temporaryFolder();

describe("tributary-client", function () {
  this.timeout(30_000);

  const misused: Readonly<Record<string, readonly [readonly string[], string]>> = {
    "an unknown flag": [["--cordinator", "x"], "There is no flag --cordinator; did you mean --coordinator?"],
    "a missing coordinator": [["--data", "x"], "--coordinator is missing."],
    "missing data": [["--coordinator", "http://x"], "--data is missing."],
    "a flag without its value": [["--coordinator", "--data", "x"], "--coordinator needs a value."],
    "a flag that comes twice": [["--data", "x", "--data", "y"], "--data comes twice."],
    "a value for a switch": [["--json=yes"], "--json takes no value."],
    "a word that is no flag": [["--json", "stray"], '"stray" has no place here'],
    "an unknown command": [["evalute"], 'There is no command "evalute"; did you mean evaluate?'],
    "an unknown engine": [
      ["--coordinator", "x", "--data", "y", "--engine", "wasn"],
      '--engine is "wasn"; did you mean wasm?',
    ],
    "an image without a size": [
      ["--coordinator", "x", "--data", "y", "--image", "8"],
      "expected WIDTHxHEIGHTxCHANNELS",
    ],
    "a scale without an image": [
      ["--coordinator", "x", "--data", "y", "--scale", "16"],
      "--scale belongs to --image",
    ],
    "a label without a new name": [
      ["--coordinator", "x", "--data", "y", "--label", "old"],
      "expected old=new",
    ],
    "a time that is none": [
      ["--coordinator", "x", "--data", "y", "--give-up-after", "soon"],
      "expected a whole number from 0 on",
    ],
    "a model that is missing": [["evaluate", "--data", "x"], "--model is missing."],
    "data that are missing": [["predict", "--model", "x"], "--data is missing."],
    "a prompt beside data": [
      ["predict", "--model", "x", "--data", "x", "--prompt", "x"],
      "--prompt and --data exclude each other; give one of them.",
    ],
    "a seed without a prompt": [
      ["predict", "--model", "x", "--data", "x", "--seed", "1"],
      "--seed belongs to --prompt, which is missing.",
    ],
    "a temperature below zero": [
      ["predict", "--model", "x", "--prompt", "x", "--temperature", "-1"],
      '--temperature is "-1"; expected a number from 0 on (0: the likeliest token each time).',
    ],
  };
  for (const [name, [args, words]] of Object.entries(misused)) {
    it(`answers ${name} with one sentence and exit code 2`, async () => {
      const { code, stdout, stderr } = await command(args);
      expect(code).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr)
        .to.include(words)
        .and.to.match(/^tributary-client: .*\nTry: tributary-client --help\n$/);
    });
  }

  it("explains itself, and tells its version", async () => {
    const help = await command(["--help"]);
    expect(help.code).to.equal(0);
    for (const flag of ["--coordinator", "--accept-sealed", "--label-column", "--json"])
      expect(help.stdout).to.include(flag);
    expect(await command(["--version"])).to.deep.equal({ code: 0, stdout: "0.1.0\n", stderr: "" });
  });

  it("ends with one sentence and exit code 1 where a person has to mend something", async () => {
    const port = await unusedPort();
    const args = [
      "--coordinator",
      `http://127.0.0.1:${port}`,
      "--data",
      "x.csv",
      "--accept-sealed",
      "--give-up-after",
      "0",
    ];
    const own = ["--identity", join(folder(), "id.json"), "--cache-dir", folder()];
    const { code, stderr } = await command([...args, ...own]);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^Gave up after 0 s without the coordinator: .*cannot be reached.*\n$/);
  });

  describe("with a coordinator", () => {
    async function joined(more: readonly string[], surroundings = {}): Promise<Ran> {
      const server = await scriptedServer({ plan: featurePlan(), rounds: 1 });
      const url = `http://127.0.0.1:${await server.listen()}#${server.fingerprint}`;
      const data = join(folder(), "data.csv");
      await writeFile(data, "a,b,class\n1,2,yes\n3,4,no\n5,6,yes\n2,1,no\n");
      const own = [
        "--identity",
        join(folder(), "id.json"),
        "--cache-dir",
        join(folder(), "cache"),
        "--engine",
        "cpu",
      ];
      try {
        return await command(["--coordinator", url, "--data", data, ...own, ...more], surroundings);
      } finally {
        server.kill();
      }
    }

    it("says what it joins and that the coordinator can read each update, trains, and exits 0", async () => {
      const { code, stdout, stderr } = await joined(["--accept-sealed"]);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      const said = [
        "Joining task tiny (A tiny task)",
        "can read each update",
        "Data: 4 examples",
        "Engine: cpu",
        "Round 1: training",
      ];
      for (const words of said) expect(stdout).to.include(words);
      expect(stdout.indexOf("can read each update")).to.be.below(stdout.indexOf("training"));
      expect(stdout).to.match(/Round 1: committed with 1 updates, yours among them\.\n/);
      expect(stdout).to.match(/Your updates counted in 1 rounds\. The best model's trained tensors: .*\n$/);
      expect(stdout).to.not.include("\r");
    });

    it("refuses to go on in mode sealed unless told to", async () => {
      const { code, stdout, stderr } = await joined([]);
      expect(code).to.equal(1);
      expect(stdout).to.equal("");
      expect(stderr).to.match(/can read each of your updates.*--accept-sealed/);
    });

    it("writes one JSON document a line, and nothing else, with --json", async () => {
      const { code, stdout, stderr } = await joined(["--accept-sealed", "--json"]);
      expect([code, stderr]).to.deep.equal([0, ""]);
      const documents = lines(stdout);
      const kinds = documents.map(({ kind }) => kind);
      expect(kinds).to.include.members([
        "joined",
        "data",
        "engine",
        "training",
        "committed",
        "done",
        "result",
      ]);
      expect(documents[0]).to.include({ kind: "joined", task: "tiny", mode: "sealed" });
      expect(documents.at(-1)).to.include({ kind: "result", state: "completed", roundsCounted: 1 });
    });

    it("redraws one line on a terminal, with rate and time left", async () => {
      const { stdout } = await joined(["--accept-sealed"], { isTerminal: true });
      expect(stdout).to.match(/\rRound 1: training \[#+-*\] \d+ % loss \d\.\d+, [\d.]+ steps\/s, \d+ s left/);
      for (const part of stdout.split(/[\r\n]/)) if (part.includes("[#")) expect(part.length).to.be.below(80);
    });
  });

  describe("with an exported model", () => {
    const plan = featurePlan();

    async function exported(metadata: Readonly<Record<string, string>>): Promise<string> {
      const path = join(folder(), "model.safetensors");
      await writeFile(path, encodeSafetensors(randomBase(plan), { dtype: "F32", metadata }));
      return path;
    }

    async function languageModel(): Promise<string> {
      const path = join(folder(), "generating.safetensors");
      const size = { vocabSize: 259, nPositions: 64, nEmbd: 8, nLayer: 1, nHead: 2, nInner: 16 };
      const generating = textPlan({
        model: { family: "gpt2", ...size },
        labels: [],
        input: { kind: "text", maximumTokens: 64 },
        tuning: { method: "full" },
      });
      const metadata = { "tributary.plan": fromUtf8(planBytes(generating)) };
      await writeFile(path, encodeSafetensors(randomBase(generating), { dtype: "F32", metadata }));
      return path;
    }

    const withPlan = { "tributary.plan": fromUtf8(planBytes(plan)) };

    async function labelled(): Promise<string> {
      const path = join(folder(), "test.csv");
      await writeFile(path, "a,b,class\n1,2,yes\n3,4,no\n-1,0,yes\n");
      return path;
    }

    it("scores it on labelled data, as a table or as JSON", async () => {
      const args = [
        "evaluate",
        "--model",
        await exported(withPlan),
        "--data",
        await labelled(),
        "--engine",
        "cpu",
      ];
      const table = await command(args);
      expect(table.stderr).to.equal("");
      expect(table.stdout).to.match(/^examples {3}3\naccuracy /);
      const json = await command([...args, "--json"]);
      const [metrics] = lines(json.stdout);
      expect(metrics).to.include({ exampleCount: 3 });
      expect(metrics).to.include.keys("accuracy", "loss", "macroPrecision", "weightedF1", "perClass");
    });

    it("says what it sees in each example", async () => {
      const args = [
        "predict",
        "--model",
        await exported(withPlan),
        "--data",
        await labelled(),
        "--engine",
        "cpu",
      ];
      const { code, stdout } = await command([...args, "--json"]);
      expect(code).to.equal(0);
      const documents = lines(stdout);
      expect(documents.map(({ index }) => index)).to.deep.equal([0, 1, 2]);
      expect(["no", "yes"]).to.include(documents[0]?.["label"]);
      expect((await command(args)).stdout).to.match(/^0\t(no|yes)\t0\.\d{4}\n1\t/);
    });

    it("says it of data without labels too, a line for each", async () => {
      const path = join(folder(), "unlabelled.csv");
      await writeFile(path, "a,b\n1,2\n3,4\n-1,0\n");
      const model = await exported(withPlan);
      const predict = async (data: string, ...more: readonly string[]): Promise<Ran> =>
        command(["predict", "--model", model, "--data", data, "--engine", "cpu", ...more]);
      const { code, stdout, stderr } = await predict(path);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      expect(stdout).to.match(/^(\d\t(no|yes)\t0\.\d{4}\n){3}$/);
      expect(stdout).to.equal((await predict(await labelled())).stdout);
      expect(lines((await predict(path, "--json")).stdout)).to.have.length(3);
    });

    it("says what it sees in texts", async () => {
      const texts = textPlan();
      const model = join(folder(), "texts.safetensors");
      const metadata = { "tributary.plan": fromUtf8(planBytes(texts)) };
      await writeFile(model, encodeSafetensors(randomBase(texts), { dtype: "F32", metadata }));
      const data = join(folder(), "messages.tsv");
      await writeFile(data, "ham\tOk lar\nspam\tFree entry to a cup that is too long for it\n");
      const { code, stdout, stderr } = await command([
        "predict",
        "--model",
        model,
        "--data",
        data,
        "--engine",
        "cpu",
      ]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      expect(stdout).to.match(/^(\d\t(ham|spam)\t0\.\d{4}\n){2}$/);
    });

    it("continues a prompt with a language model, the same from the same seed", async () => {
      const model = await languageModel();
      const words = ["predict", "--model", model, "--prompt", "ab", "--tokens", "3", "--engine", "cpu"];
      const { code, stdout, stderr } = await command([...words, "--json"]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      const [answer] = lines(stdout);
      expect(answer).to.include({ prompt: "ab", tokens: 3, ended: false });
      expect((await command(words)).stdout).to.equal(`ab${String(answer?.["completion"])}\n`);
      const other = await command([...words, "--json", "--seed", "2", "--temperature", "9"]);
      expect(lines(other.stdout)[0]?.["completion"]).to.not.equal(answer?.["completion"]);
    });

    it("says how well a language model foresees each text", async () => {
      const data = join(folder(), "texts.txt");
      await writeFile(data, "A text.\n\nAnother text, which is longer.\n");
      const words = ["predict", "--model", await languageModel(), "--data", data, "--engine", "cpu"];
      const documents = lines((await command([...words, "--json"])).stdout);
      // Each byte and the end, from what the byte tokenizer puts before a text.
      expect(documents.map(({ tokens }) => tokens)).to.deep.equal([8, 31]);
      for (const { loss, perplexity } of documents)
        expect(perplexity).to.be.closeTo(Math.exp(Number(loss)), 1e-9);
      expect((await command(words)).stdout).to.match(/^0\t\d+\.\d\d\t8\n1\t\d+\.\d\d\t31\n$/);
    });

    it("needs the base of an adapter, and takes none for a whole model", async () => {
      const whole = await command([
        "predict",
        "--model",
        await exported(withPlan),
        "--base",
        "x",
        "--data",
        "x",
      ]);
      expect(whole.code).to.equal(2);
      expect(whole.stderr).to.match(
        /--base belongs to the folder of an adapter; .*model\.safetensors has a whole model\./,
      );
      const lora = featurePlan(2, {
        model: { family: "mlp", hidden: [3] },
        tuning: { method: "lora", rank: 1 },
      });
      const base = randomBase(lora);
      const metadata = { "tributary.plan": fromUtf8(planBytes(lora)) };
      const arrays = adapterTensors(lora, base, initialTrainables(lora, base));
      const path = join(folder(), "adapter_model.safetensors");
      await writeFile(path, encodeSafetensors(arrays, { dtype: "F32", metadata }));
      const alone = await command(["predict", "--model", folder(), "--data", "x"]);
      expect(alone.code).to.equal(2);
      expect(alone.stderr).to.match(
        /has an adapter; name the folder of its base model, random, with --base\./,
      );
      const other = join(folder(), "base.safetensors");
      await writeFile(other, encodeSafetensors(randomBase(plan), { dtype: "F32" }));
      const misfit = await command([
        "predict",
        "--model",
        folder(),
        "--base",
        other,
        "--data",
        await labelled(),
      ]);
      expect(misfit.code).to.equal(1);
      expect(misfit.stderr).to.match(
        /base\.safetensors does not fit the plan: tensor fc1\.weight .* is missing/,
      );
    });

    it("refuses one that does not say by which plan it was made, or is cut short", async () => {
      const data = await labelled();
      const bare = await command(["evaluate", "--model", await exported({ format: "pt" }), "--data", data]);
      expect(bare.code).to.equal(1);
      expect(bare.stderr).to.match(
        /does not say by which plan it was made.*tributary-coordinator export --out FILE\.safetensors/,
      );
      const path = join(folder(), "cut.safetensors");
      await writeFile(
        path,
        encodeSafetensors(randomBase(plan), { dtype: "F32", metadata: withPlan }).subarray(0, -4),
      );
      const cut = await command(["evaluate", "--model", path, "--data", data]);
      expect(cut.code).to.equal(1);
      expect(cut.stderr).to.match(
        /cut\.safetensors has \d+ bytes, but its header describes \d+; fetch it again\.$/m,
      );
    });
  });
});
