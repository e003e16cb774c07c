import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { trainableLayout } from "@tributary/core/model";
import { parsePlan } from "@tributary/core/plan";
import { decodeSafetensors, flatten } from "@tributary/core/tensor";
import { repositoryRoot, startProcesses, temporaryFolder, unusedPort } from "@tributary/test-support";
import type { StartedProcess } from "@tributary/test-support";
import { expect } from "chai";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");
const oneHotClient = fileURLToPath(new URL("./support/one-hot-client.js", import.meta.url));
const clip = 0.5;

function planFor(cohort: object) {
  return {
    task: "one-hot",
    base: "random",
    model: { family: "mlp" },
    labels: ["no", "yes"],
    input: { kind: "features", size: 8 },
    tuning: { method: "full" },
    // The rate lets a coordinate reach the clipping bound.
    training: { learningRate: 1, validation: 0 },
    cohort: { overSelection: 1, ...cohort },
    rounds: { maximum: 1, stepMs: 6_000, collectMs: 8_000 },
    aggregation: { weighting: "uniform" },
    privacy: { clip },
    stopping: { patience: 0 },
  };
}

describe("a round in mode secure among real processes", function () {
  this.timeout(120_000);
  const start = startProcesses();
  const folder = temporaryFolder();
  let plan: ReturnType<typeof planFor>;

  async function coordinator(port: number): Promise<StartedProcess> {
    const path = join(folder(), "plan.json");
    await writeFile(path, JSON.stringify(plan));
    const started = start(coordinatorMain, [
      "--plan",
      path,
      "--data-dir",
      join(folder(), "var"),
      "--port",
      String(port),
    ]);
    await started.line(/Listening on /);
    return started;
  }

  const client = (port: number, number: number, dieAt = ""): StartedProcess =>
    start(oneHotClient, [`http://127.0.0.1:${port}`, folder(), String(number), dieAt]);

  /** What the first committed round added to the model, in units of the clipping bound's share of one update. */
  async function added(
    survivor: StartedProcess,
  ): Promise<{ participants: number; counts: readonly number[] }> {
    const [line] = await survivor.line(/^\{"kind":"committed".*$/);
    const { receipt } = JSON.parse(line) as {
      receipt: {
        round: number;
        attempt: number;
        participants: number;
        mode: string;
        modelIn: string;
        modelOut: string;
      };
    };
    expect(receipt).to.include({ round: 1, attempt: 1, mode: "secure" });
    const parsed = parsePlan(JSON.stringify(plan), "plan.json");
    if (!parsed.ok) throw new Error("the plan was refused");
    const layout = trainableLayout(parsed.value);
    const vectorOf = async (digest: string): Promise<Float32Array> => {
      const file = decodeSafetensors(await readFile(join(folder(), "var/blobs", digest)));
      if (!file.ok) throw new Error(file.error);
      return flatten(layout, file.value.arrays);
    };
    const [before, after] = [await vectorOf(receipt.modelIn), await vectorOf(receipt.modelOut)];
    const counts = Array.from(after, (value, i) =>
      Math.round(((value - before[i]!) * receipt.participants) / clip),
    );
    return { participants: receipt.participants, counts: counts.slice(0, 11) };
  }

  it("commits the sum of those that count, though three of ten are killed and the coordinator once", async () => {
    plan = planFor({ goal: 10, minimum: 7, minSurvivors: 7 });
    const port = await unusedPort();
    const first = await coordinator(port);
    const deaths = new Map([
      [1, "keys-advertised"],
      [2, "shares-dealt"],
      [3, "accepted"],
    ]);
    const clients = Array.from({ length: 10 }, (_, i) => client(port, i + 1, deaths.get(i + 1)));
    await clients[9]!.line(/^\{"kind":"masked"/);
    first.kill("SIGKILL");
    await first.ended;
    await coordinator(port);
    const { participants, counts } = await added(clients[9]!);
    expect(participants).to.equal(8);
    expect(counts).to.deep.equal([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    for (const dead of [0, 1, 2]) expect((await clients[dead]!.ended).signal).to.equal("SIGKILL");
  });

  it("works in a home of three, one of whom vanishes after it has sent", async () => {
    plan = planFor({ goal: 3, minimum: 3, minSurvivors: 3 });
    const port = await unusedPort();
    await coordinator(port);
    const clients = [1, 2, 3].map((number) => client(port, number, number === 2 ? "accepted" : ""));
    const { participants, counts } = await added(clients[0]!);
    expect(participants).to.equal(3);
    expect(counts).to.deep.equal([0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect((await clients[1]!.ended).signal).to.equal("SIGKILL");
  });
});
