import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { randomBase } from "@tributary/core/model";
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
      expect(cut.stderr).to.match(/cut\.safetensors cannot be read as safetensors: the file is cut short/);
    });
  });
});
