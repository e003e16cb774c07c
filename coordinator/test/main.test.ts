import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { modelTensors } from "@tributary/core/model";
import { decodeSafetensors } from "@tributary/core/tensor";
import { startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { planFile, runMain, startCoordinator } from "./support/coordinator-process.ts";
import { grpcTransport } from "./support/grpc-transport.ts";
import { planOf } from "./support/plans.ts";
import { scriptedClient } from "./support/scripted-client.ts";
import { webGet } from "./support/web-request.ts";

describe("tributary-coordinator", function () {
  this.timeout(30_000);
  const start = startProcesses();
  const folder = temporaryFolder();

  /** Runs a command to its end. */
  async function run(...args: readonly string[]) {
    const child = runMain(start, args);
    const { code } = await child.ended;
    return { code, out: child.lines.stdout, errors: child.lines.stderr };
  }

  it("explains itself", async () => {
    const { code, out } = await run("--help");
    expect(code).to.equal(0);
    expect(out[0]).to.match(/^Usage: tributary-coordinator/);
  });

  it("says its version", async () => {
    expect(await run("--version")).to.deep.include({ code: 0, out: ["0.1.0"] });
  });

  const misuse: readonly (readonly [readonly string[], RegExp])[] = [
    [["--prot", "80"], /^There is no flag --prot; did you mean --port\?$/],
    [["--port", "http"], /^--port is "http"; expected a whole number from 0 to 65535\.$/],
    [["--port", "99999"], /^--port is "99999"; expected a whole number from 0 to 65535\.$/],
    [["--max-clients", "1.5"], /^--max-clients is "1\.5"; expected a whole number from 1 on\.$/],
    [["--log-level", "foo"], /^--log-level is "foo"; expected silent, error, warn, info or debug\.$/],
    [["--data-dir="], /^--data-dir is ""; expected the path of a folder\.$/],
    [["--port"], /^--port needs a value/],
    [["exprot"], /^There is no command exprot; did you mean export\?/],
    [
      ["export", "--out", "x", "--format", "gguf"],
      /^--format is "gguf"; expected safetensors, peft, merged or tfjs\.$/,
    ],
    [
      ["export", "--out", "x", "--format", "peft", "--dtype", "F16"],
      /^--dtype is "F16"; .* safetensors or merged/,
    ],
    [["export", "--out", "x", "--format", "peft", "--adapter"], /^--adapter: expected --format safetensors/],
    [["export", "--out", "x", "--dtype", "int8"], /^--dtype is "int8"; expected F32, F16 or BF16\.$/],
    [["export", "--data-dir", "x"], /^--out: expected a file or a folder/],
    [["--tls-key", "key.pem"], /--tls-key and --tls-cert together/],
    [
      ["--allow-origin", "https://a.example", "--allow-origin", "b.example/"],
      /^--allow-origin is "b\.example\/"; expected an origin, such as https:\/\/hospital\.example\.$/,
    ],
    [["--port", "1", "--port", "2"], /^--port is given twice\.$/],
    [["rounds", "extra"], /"extra" is not expected there/],
  ];
  for (const [args, expected] of misuse) {
    it(`ends with status 2 and one sentence for: ${args.join(" ")}`, async () => {
      const { code, out, errors } = await run(...args);
      expect(code).to.equal(2);
      expect(out).to.deep.equal([]);
      expect(errors[0]).to.match(expected);
      expect(errors).to.have.length(2);
    });
  }

  it("ends with status 1 and the place in the file for a plan that is wrong", async () => {
    const path = join(folder(), "plan.yaml");
    await writeFile(path, "task: small\nbase: random\nlables: [a, b]\n");
    const { code, errors } = await run("--plan", path, "--data-dir", join(folder(), "var"));
    expect(code).to.equal(1);
    expect(errors.join("\n")).to.contain("plan.yaml:3:1: lables: there is no such key; did you mean labels?");
  });

  it("ends with status 1 for a plan that is no text, which it does not show", async () => {
    const path = join(folder(), "plan.yaml");
    await writeFile(path, Uint8Array.of(0x1b, 0x5b, 0x32, 0x4a, 0xff, 0xfe, 0x00));
    const { code, errors } = await run("--plan", path, "--data-dir", join(folder(), "var"));
    expect(code).to.equal(1);
    expect(errors).to.deep.equal([`The plan ${path} is not text in UTF-8; expected YAML or JSON.`]);
  });

  it("ends with status 1 for a secure plan whose sums would hide nobody, which it never seals silently", async () => {
    const cohort = { goal: 2, minimum: 2, minSurvivors: 2, overSelection: 1 };
    const plan = await planFile(folder(), { privacy: { mode: "secure" }, cohort });
    const { code, errors } = await run("--plan", plan, "--data-dir", join(folder(), "var"), "--port", "0");
    expect(code).to.equal(1);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/cohort\.minimum: expected at least 3 in mode secure/);
  });

  it("ends with status 1 for a base model that is cut short, and names the file", async () => {
    await writeFile(join(folder(), "base.safetensors"), new Uint8Array(20));
    const plan = await planFile(folder(), { base: "./base.safetensors" });
    const { code, errors } = await run("--plan", plan, "--data-dir", join(folder(), "var"), "--port", "0");
    expect(code).to.equal(1);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/^.*base\.safetensors cannot be read: /);
  });

  it("ends with status 1 where the data folder cannot be made", async () => {
    await writeFile(join(folder(), "var"), "a file");
    const { code, errors } = await run(
      "--plan",
      await planFile(folder()),
      "--data-dir",
      join(folder(), "var"),
    );
    expect(code).to.equal(1);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/^Could not make the data folder .*var/);
  });

  it("ends with status 1 where there is neither a plan nor a task", async () => {
    const { code, errors } = await run("--data-dir", join(folder(), "var"), "--port", "0");
    expect(code).to.equal(1);
    expect(errors).to.deep.equal([
      `The data folder ${join(folder(), "var")} has no task; name a plan with --plan.`,
    ]);
  });

  it("shows its pages, its health and its metrics on the same port, and lets the origins in that it was told", async () => {
    const origins = ["https://a.example", "http://localhost:5173"];
    const flags = origins.flatMap((origin) => ["--allow-origin", origin]);
    const { port } = await startCoordinator(start, folder(), ["--plan", await planFile(folder()), ...flags]);
    expect((await webGet(port, "/")).headers["content-type"]).to.equal("text/html; charset=utf-8");
    expect((await webGet(port, "/readyz")).status).to.equal(200);
    expect(String((await webGet(port, "/metrics")).body)).to.contain('tributary_task_state{task="small"');
    const headers = { host: "elsewhere.example" };
    expect((await webGet(port, "/metrics", { headers })).status).to.equal(401);
    for (const origin of origins) {
      const headers = { origin, "access-control-request-method": "POST" };
      const asked = await webGet(port, "/tributary.v1.Federation/GetTask", { method: "OPTIONS", headers });
      expect(asked.headers["access-control-allow-origin"]).to.equal(origin);
    }
  });

  it("ends with status 1 and one sentence where port or data folder are another's, whom that does not trouble", async () => {
    const plan = await planFile(folder());
    const first = await startCoordinator(start, folder(), ["--plan", plan]);
    const locked = await run("--plan", plan, "--data-dir", first.dataDir, "--port", "0");
    expect(locked.code).to.equal(1);
    expect(locked.errors).to.deep.equal([
      `The data folder ${first.dataDir} is in use by process ${first.process.pid}. Stop that coordinator first, or give another folder.`,
    ]);
    const taken = await run(
      "--plan",
      plan,
      "--data-dir",
      join(folder(), "other"),
      "--port",
      String(first.port),
    );
    expect(taken.code).to.equal(1);
    expect(taken.errors).to.deep.equal([
      `Port ${first.port} on 127.0.0.1 is in use by another process. Stop it, or choose another port with --port.`,
    ]);
    const transport = grpcTransport(`127.0.0.1:${first.port}`);
    expect((await scriptedClient(transport, 1)).offer.task).to.equal("small");
    await transport.close();
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`stops cleanly on ${signal}, in the middle of a round, and goes on where it was`, async () => {
      const plan = await planFile(folder());
      const first = await startCoordinator(start, folder(), ["--plan", plan]);
      const transport = grpcTransport(`127.0.0.1:${first.port}`);
      const client = await scriptedClient(transport, 1);
      await client.assigned();
      first.process.kill(signal);
      expect(await first.process.ended).to.deep.equal({ code: 0, signal: null });
      expect(first.process.lines.stdout.at(-1)).to.equal("Stopped.");
      await transport.close();
      const second = await startCoordinator(start, folder());
      const said = second.process.lines.stdout.join("\n");
      expect(said).to.match(/Going on after \d+\.\d s away\./);
      expect(first.process.lines.stdout.join("\n")).to.match(/^Operator token: [0-9a-f]{64}$/m);
      expect(said).not.to.contain("Operator token");
    });
  }

  it("exports, lists and ends with its task when it is done", async () => {
    const plan = await planFile(folder());
    const running = await startCoordinator(start, folder(), ["--plan", plan, "--exit-when-done"]);
    const transport = grpcTransport(`127.0.0.1:${running.port}`);
    const clients = await Promise.all([1, 2, 3].map((number) => scriptedClient(transport, number)));
    await Promise.all(clients.map((client) => client.takePart()));

    const during = await run("rounds", "--data-dir", running.dataDir, "--json");
    const rounds = JSON.parse(during.out[0] ?? "") as readonly Record<string, unknown>[];
    expect(rounds[0]).to.include({
      round: 1,
      attempt: 1,
      phase: "committed",
      counted: 3,
      loss: 0.5,
      accuracy: 1,
      weightedPrecision: 1,
      baseAccuracy: 1,
    });
    expect(rounds[0]?.["perClass"]).to.deep.include({
      label: "no",
      exampleCount: 6,
      precision: 1,
      recall: 1,
      f1: 1,
    });
    const tasks = await run("tasks", "--data-dir", running.dataDir);
    expect(tasks.out[1]).to.match(/^small\s+running\s+2\/2/);

    for (let round = 2; round <= 3; round++) await Promise.all(clients.map((client) => client.takePart()));
    for (const client of clients)
      expect(await client.connection.checkIn(client.offer.task, 3)).to.include({ kind: "done" });
    await transport.close();
    expect(await running.process.ended).to.include({ code: 0 });
    expect(running.process.lines.all.join("\n")).to.contain(
      `tributary-coordinator export --data-dir ${running.dataDir} --task small --round best --out small.safetensors`,
    );

    const whole = join(folder(), "out", "model.safetensors");
    const exported = await run(
      "export",
      "--data-dir",
      running.dataDir,
      "--round",
      "2",
      "--out",
      whole,
      "--json",
    );
    expect(JSON.parse(exported.out[0] ?? "")).to.include({ path: whole, task: "small", round: 2 });
    const file = decodeSafetensors(await readFile(whole));
    if (!file.ok) throw new Error(file.error);
    const names = modelTensors(planOf()).map(({ name }) => name);
    expect([...file.value.arrays.keys()].toSorted()).to.deep.equal(names.toSorted());
    expect(file.value.metadata.get("round")).to.equal("2");
    const folderOut = join(folder(), "models");
    const adapter = await run(
      "export",
      "--data-dir",
      running.dataDir,
      "--adapter",
      "--round",
      "last",
      "--out",
      folderOut,
    );
    expect(adapter.out[0]).to.contain(join(folderOut, "small-round-2-adapter.safetensors"));
    const mergedOut = join(folder(), "merged");
    const merged = await run(
      "export",
      "--data-dir",
      running.dataDir,
      "--format",
      "merged",
      "--round",
      "2",
      "--out",
      mergedOut,
      "--json",
    );
    expect(JSON.parse(merged.out[0] ?? "")).to.include({ path: mergedOut, format: "merged", round: 2 });
    const card = await readFile(join(mergedOut, "README.md"), "utf8");
    expect(card).to.include("| this model (round 2) | 6 | 0.5000 | 100.0 % | 100.0 % |");
    const weights = decodeSafetensors(await readFile(join(mergedOut, "model.safetensors")));
    expect(weights.ok && weights.value.arrays).to.deep.equal(file.value.arrays);
    const peft = await run("export", "--data-dir", running.dataDir, "--format", "peft", "--out", folderOut);
    expect(peft).to.deep.include({
      code: 1,
      errors: [
        "Task small trains with method full, for which PEFT has no adapter; export with --format merged.",
      ],
    });
    const ended = await run("tasks", "--data-dir", running.dataDir);
    expect(ended.out[1]).to.match(/^small\s+completed\s+2\/2/);
    await rm(join(running.dataDir, "blobs"), { recursive: true });
    await mkdir(join(running.dataDir, "blobs"));
    for (const [command, ...more] of [["tasks"], ["export", "--out", whole]] as const) {
      const { code, errors } = await run(command, "--data-dir", running.dataDir, ...more);
      expect(code).to.equal(1);
      expect(errors).to.have.length(1);
      expect(errors[0]).to.match(/^The plan .* is missing; restore the data folder from a backup\.$/);
    }
    const absent = await run("export", "--data-dir", running.dataDir, "--round", "9", "--out", whole);
    expect(absent).to.deep.include({
      code: 1,
      errors: ["Task small has no model of round 9; there are 1 to 2."],
    });
  });

  it("prints nothing but JSON documents with --json", async () => {
    const plan = await planFile(folder());
    const child = runMain(start, [
      "--plan",
      plan,
      "--data-dir",
      join(folder(), "var"),
      "--port",
      "0",
      "--json",
    ]);
    const [line] = await child.line(/"event":"listening"/);
    expect(line).to.not.equal(undefined);
    child.kill("SIGTERM");
    await child.ended;
    const events = child.lines.stdout.map((each) => (JSON.parse(each) as { readonly event: string }).event);
    expect(events).to.include.members(["task-created", "listening", "stopped"]);
    expect(child.lines.stderr).to.deep.equal([]);
  });
});
