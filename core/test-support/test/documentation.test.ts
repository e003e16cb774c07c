// What the documentation shows is run here, as it is written: the README's plan, commands and program, the operator's
// commands, and the examples of docs/embedding.md.
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";

async function page(name: string): Promise<string> {
  return readFile(join(repositoryRoot, name), "utf8");
}

/** The fenced blocks of a page in one language. */
function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text]) =>
    found === language && text !== undefined ? [text] : [],
  );
}

/** The arguments of the first line, of all shell blocks, that runs `npx <command>` with `word` in it. */
function argumentsOf(markdown: string, command: string, word: string): readonly string[] {
  const line = blocks(markdown, "sh")
    .flatMap((block) => block.split("\n"))
    .find((text) => text.startsWith(`npx ${command} `) && text.includes(word));
  if (line === undefined) throw new Error(`no block runs ${command} with ${word}`);
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "").slice(2);
}

/** Rows that the README's plan can read: three kinds of flowers, told apart by their third number. */
function flowers(seed: number): string {
  const rows = Array.from({ length: 45 }, (_, i) => {
    const kind = (i + seed) % 3;
    const wobble = ((i * 7 + seed) % 10) / 20;
    return [
      5 + wobble,
      3 + wobble,
      1.5 + 2 * kind + wobble,
      0.3 + kind,
      ["setosa", "versicolor", "virginica"][kind],
    ].join(",");
  });
  return ["sepalLength,sepalWidth,petalLength,petalWidth,label", ...rows].join("\n");
}

describe("the documentation", () => {
  const folder = temporaryFolder();
  const start = startProcesses();
  const coordinatorCommand = join(repositoryRoot, "coordinator/bin/tributary-coordinator.mjs");
  const clientCommand = join(repositoryRoot, "client-node/bin/tributary-client.mjs");

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
    for (const name of ["README.md", "docs/operating.md", "docs/embedding.md", "docs/protocol.md"]) {
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
