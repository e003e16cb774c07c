import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { writeLayersModel } from "@tributary/core/checkpoint";
import { draw, seededRandom, utf8 } from "@tributary/core/support";
import { writeModelFolder } from "@tributary/node-platform";
import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { command, lines } from "./cli/command.ts";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");
const clientMain = join(repositoryRoot, "client-node/dist/src/main.js");

/** A model as TF.js saves it, whose five outputs are none of the plan's. */
const topology = JSON.stringify({
  format: "layers-model",
  modelTopology: {
    class_name: "Sequential",
    config: {
      name: "points",
      layers: [
        {
          class_name: "Dense",
          config: { name: "body", units: 6, activation: "tanh", batch_input_shape: [null, 2] },
        },
        { class_name: "BatchNormalization", config: { name: "norm", axis: -1 } },
        { class_name: "Dense", config: { name: "head", units: 5, activation: "softmax" } },
      ],
    },
  },
});
const shapes = {
  "body/kernel": [2, 6],
  "body/bias": [6],
  "norm/gamma": [6],
  "norm/beta": [6],
  "norm/moving_mean": [6],
  "norm/moving_variance": [6],
  "head/kernel": [6, 5],
  "head/bias": [5],
};

describe("a task over a folder of TF.js's", function () {
  this.timeout(120_000);
  const start = startProcesses();
  const folder = temporaryFolder();

  it("is fine-tuned with a new head by clients in mode secure, and exports of it say the same", async () => {
    const { uniform } = draw(seededRandom(utf8("layers"), "weights"));
    const arrays = Object.entries(shapes).map(([name, shape]) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return [name, { shape, data: Float32Array.from({ length }, () => 0.2 + uniform()) }] as const;
    });
    const files = writeLayersModel(topology, new Map(arrays));
    await writeModelFolder(
      join(folder(), "model"),
      new Map<string, string | Uint8Array>(Object.entries(files)),
    );
    const plan = {
      task: "points",
      base: "./model",
      labels: ["left", "right"],
      input: { kind: "features", size: 2 },
      tuning: { method: "lora", rank: 2 },
      training: { localEpochs: 4, learningRate: 0.02, validation: 0.25 },
      cohort: { goal: 3, minimum: 3, overSelection: 1 },
      rounds: { maximum: 2 },
    };
    await writeFile(join(folder(), "plan.json"), JSON.stringify(plan));
    const data = join(folder(), "points.csv");
    const rows = Array.from({ length: 24 }, (_, i) =>
      i % 2 === 0 ? `-1,${Math.sin(i)},left\n` : `1,${Math.sin(i)},right\n`,
    );
    await writeFile(data, `x,y,side\n${rows.join("")}`);

    const serve = ["--plan", join(folder(), "plan.json"), "--data-dir", join(folder(), "var"), "--port", "0"];
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
    for (const client of clients) expect((await client.ended).code, client.lines.all.join("\n")).to.equal(0);
    expect((await coordinator.ended).code).to.equal(0);
    const said = coordinator.lines.stdout.join("\n");
    expect(said).to.match(
      /head\/kernel is freshly initialised: the file's has shape \[6, 5\], the plan needs \[6, 2\]/,
    );
    expect(said).to.match(/"event":"round-committed".*"participants":3/);

    /** What an export says of the same examples. */
    const predicted = async (format: string) => {
      const out = join(folder(), format);
      const words = ["export", "--data-dir", join(folder(), "var"), "--round", "last", "--format", format];
      const exported = start(coordinatorMain, [...words, "--out", out]);
      expect((await exported.ended).code, exported.lines.all.join("\n")).to.equal(0);
      const ran = await command(["predict", "--model", out, "--data", data, "--engine", "cpu", "--json"]);
      expect(ran.stderr).to.equal("");
      return lines(ran.stdout).flatMap(({ probabilities }) => probabilities as readonly number[]);
    };
    const merged = await predicted("merged");
    expect(merged).to.have.length(48);
    expect(await predicted("tfjs")).to.deep.equal(merged);
  });
});
