// What the documentation shows is run here, as it is written: the README's plan, commands and program, the operator's
// commands, and the examples of docs/embedding.md.
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";

import { argumentsOf, blocks, clientCommand, coordinatorCommand, flowers, page } from "./pages.ts";

describe("the documentation", () => {
  const folder = temporaryFolder();
  const start = startProcesses();

  it("runs a federation by the README's plan, commands and program", async function () {
    this.timeout(180_000);
    const readme = await page("README.md");
    const operating = await page("docs/operating.md");
    const embedding = await page("docs/embedding.md");
    const cwd = folder();
    const [plan = ""] = blocks(readme, "yaml");
    await writeFile(join(cwd, "plan.yaml"), plan);
    await symlink(join(repositoryRoot, "node_modules"), join(cwd, "node_modules"));

    const serve = argumentsOf(readme, "tributary-coordinator", "--plan").map((word) =>
      word === "7070" ? "0" : word,
    );
    const coordinator = start(coordinatorCommand, serve, { cwd });
    const [, invite = ""] = await coordinator.line(/^Invite: (\S+)$/);

    // Each takes part from a home of its own, as three people would.
    const data = join(cwd, "my-flowers.csv");
    await writeFile(data, flowers(0));
    const invitation = argumentsOf(readme, "tributary-client", "--data").map((word) =>
      word.startsWith("http") ? invite : word,
    );
    const programs = [blocks(readme, "ts")[0] ?? "", blocks(embedding, "ts")[0] ?? ""];
    const people = [start(clientCommand, invitation, { cwd, env: { HOME: join(cwd, "home-0") } })];
    for (const [i, program] of programs.entries()) {
      const script = join(cwd, `program-${i}.mjs`);
      await writeFile(script, program.replace("http://127.0.0.1:7070", invite));
      people.push(start(script, [], { cwd, env: { HOME: join(cwd, `home-${i + 1}`) } }));
    }
    for (const person of people) expect((await person.ended).code, person.lines.all.join("\n")).to.equal(0);
    expect(people[0]?.lines.all.join("\n")).to.match(/The task has completed/);
    expect(people[1]?.lines.stdout.at(-1)).to.match(/^completed .*blobs/);
    expect(people[2]?.lines.stdout).to.include("round 1 is committed");

    const ran = async (script: string, words: readonly string[]): Promise<string> => {
      const program = start(script, words, { cwd });
      expect((await program.ended).code, program.lines.all.join("\n")).to.equal(0);
      return program.lines.stdout.join("\n");
    };
    expect(await ran(coordinatorCommand, argumentsOf(operating, "tributary-coordinator", "tasks"))).to.match(
      /flowers/,
    );
    expect(await ran(coordinatorCommand, argumentsOf(operating, "tributary-coordinator", "rounds"))).to.match(
      /committed/,
    );
    await ran(coordinatorCommand, argumentsOf(operating, "tributary-coordinator", "export"));
    const scored = await ran(clientCommand, [
      "evaluate",
      "--model",
      "model.safetensors",
      "--data",
      data,
      "--json",
    ]);
    expect(JSON.parse(scored)).to.have.property("accuracy").that.is.above(0.5);
    coordinator.kill("SIGTERM");
    expect((await coordinator.ended).code).to.equal(0);
  });

  it("shows the examples that are tested", async () => {
    const embedding = await page("docs/embedding.md");
    expect(blocks(embedding, "ts")).to.include(await page("client-node/test/examples/own-trainer.ts"));
    expect(blocks(embedding, "js")).to.include(
      await page("coordinator/test/strategy/fixtures/fedadagrad.js"),
    );
  });

  it("names only files that exist", async () => {
    const pages = ["operating", "embedding", "protocol", "threat-model"].map((name) => `docs/${name}.md`);
    for (const name of ["README.md", ...pages]) {
      const text = await page(name);
      for (const [, target = ""] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
        const path = join(repositoryRoot, name, "..", target);
        expect(
          await readFile(path).then(
            () => "there",
            (error: { code?: string }) => error.code,
          ),
          `${name}: ${target}`,
        ).to.be.oneOf(["there", "EISDIR"]);
      }
    }
  });
});
