import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { command, lines } from "./cli/command.ts";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");
const clientMain = join(repositoryRoot, "client-node/dist/src/main.js");
const bert = join(repositoryRoot, "core/training/test/fixtures/checkpoints/bert");

/** Words of the small tokenizer, so that the labels can be told apart. */
const texts = { good: ["the tea is good", "good tea", "good"], bad: ["not sad", "sad", "the sad"] } as const;

describe("a task of three lines over a folder of Hugging Face's", function () {
  this.timeout(120_000);
  const start = startProcesses();
  const folder = temporaryFolder();

  it("is fine-tuned by clients on texts of their own in mode secure, and every export of it says the same", async () => {
    await cp(bert, join(folder(), "bert"), { recursive: true });
    const plan = [
      "preset: text-classification",
      "base: ./bert",
      "labels: [good, bad]",
      "cohort: { goal: 3, minimum: 3, overSelection: 1 }",
      "rounds: { maximum: 2 }",
      "training: { localEpochs: 4, learningRate: 0.02, validation: 0.3 }",
    ];
    await writeFile(join(folder(), "plan.yaml"), plan.join("\n"));
    const data = join(folder(), "messages.tsv");
    const rows = Object.entries(texts).flatMap(([label, own]) => own.map((text) => `${label}\t${text}\n`));
    await writeFile(data, rows.join(""));

    const serve = ["--plan", join(folder(), "plan.yaml"), "--data-dir", join(folder(), "var"), "--port", "0"];
    const coordinator = start(coordinatorMain, [...serve, "--exit-when-done", "--json"]);
    const [listening] = await coordinator.line(/"event":"listening".*/);
    const invite = /"invite":"([^"]+)"/.exec(listening)?.[1] ?? "";
    const clients = [1, 2, 3].map((number) => {
      const home = join(folder(), `client-${number}`);
      const own = ["--identity", join(home, "identity.json"), "--cache-dir", join(home, "cache")];
      return start(clientMain, [
        "--coordinator",
        invite,
        "--data",
        data,
        ...own,
        "--engine",
        "cpu",
        "--json",
      ]);
    });
    for (const client of clients) expect((await client.ended).code).to.equal(0);
    expect((await coordinator.ended).code).to.equal(0);
    const said = coordinator.lines.stdout.join("\n");
    expect(said).to.match(/classifier\.weight is freshly initialised/);
    expect(said).to.match(/"event":"round-committed".*"participants":3/);

    // What comes out is a base of the next task, its head and its tokenizer with it.
    const exporting = ["export", "--data-dir", join(folder(), "var"), "--format", "merged"];
    const exported = start(coordinatorMain, [...exporting, "--out", join(folder(), "exported")]);
    expect((await exported.ended).code).to.equal(0);
    await writeFile(
      join(folder(), "next.yaml"),
      [...plan, "task: next"].join("\n").replace("./bert", "./exported"),
    );
    const onward = [
      "--plan",
      join(folder(), "next.yaml"),
      "--data-dir",
      join(folder(), "next"),
      "--port",
      "0",
    ];
    const next = start(coordinatorMain, [...onward, "--json"]);
    await next.line(/"event":"listening"/);
    expect(next.lines.stdout.join("\n")).to.not.match(/freshly initialised/);
    next.kill("SIGTERM");
    expect((await next.ended).code).to.equal(0);

    const [joined] = clients[0]!.lines.stdout.filter((line) => line.includes('"kind":"data"'));
    expect(joined).to.match(/"exampleCount":6,"perLabel":\[3,3\]/);

    /** What an export says of the same texts. */
    const predicted = async (format: string, out: string, ...more: readonly string[]) => {
      const words = ["export", "--data-dir", join(folder(), "var"), "--round", "last", "--format", format];
      const exported = start(coordinatorMain, [...words, "--out", out]);
      expect((await exported.ended).code, exported.lines.all.join("\n")).to.equal(0);
      const ran = await command([
        "predict",
        "--model",
        out,
        "--data",
        data,
        "--engine",
        "cpu",
        "--json",
        ...more,
      ]);
      expect(ran.stderr).to.equal("");
      return lines(ran.stdout).flatMap(({ probabilities }) => probabilities as readonly number[]);
    };
    const file = await predicted("safetensors", join(folder(), "model.safetensors"));
    const merged = await predicted("merged", join(folder(), "merged"));
    const peft = await predicted("peft", join(folder(), "peft"), "--base", join(folder(), "bert"));
    expect(file).to.have.length(12);
    expect(merged).to.deep.equal(file);
    expect(peft).to.deep.equal(file);
    expect(file.filter((probability) => probability > 0.5)).to.have.length(6);
  });
});
