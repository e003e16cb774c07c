// A federation as the documentation shows it: the README's plan, commands and program, the operator's commands, and
// the program of docs/embedding.md.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import type { startProcesses } from "@tributary/test-support";

import { argumentsOf, blocks, flowers, page } from "./pages.ts";

/**
 * Runs it to its end, by these two scripts; the programs find the packages from `cwd`.
 * @throws AssertionError with what was printed if a step does not end well
 */
export async function runsByTheBook(
  start: ReturnType<typeof startProcesses>,
  cwd: string,
  command: { readonly coordinator: string; readonly client: string },
): Promise<void> {
  const readme = await page("README.md");
  const operating = await page("docs/operating.md");
  const embedding = await page("docs/embedding.md");
  const [plan = ""] = blocks(readme, "yaml");
  await writeFile(join(cwd, "plan.yaml"), plan);

  const serve = argumentsOf(readme, "tributary-coordinator", "--plan").map((word) =>
    word === "7070" ? "0" : word,
  );
  const coordinator = start(command.coordinator, serve, { cwd });
  const [, invite = ""] = await coordinator.line(/^Invite: (\S+)$/);

  // Each takes part from a home of its own, as three people would.
  const data = join(cwd, "my-flowers.csv");
  await writeFile(data, flowers(0));
  const invitation = argumentsOf(readme, "tributary-client", "--data").map((word) =>
    word.startsWith("http") ? invite : word,
  );
  const programs = [blocks(readme, "ts")[0] ?? "", blocks(embedding, "ts")[0] ?? ""];
  const people = [start(command.client, invitation, { cwd, env: { HOME: join(cwd, "home-0") } })];
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
  expect(await ran(command.coordinator, argumentsOf(operating, "tributary-coordinator", "tasks"))).to.match(
    /flowers/,
  );
  expect(await ran(command.coordinator, argumentsOf(operating, "tributary-coordinator", "rounds"))).to.match(
    /committed/,
  );
  for (const what of ["--out model.safetensors", "--format merged", "--format tfjs"])
    await ran(command.coordinator, argumentsOf(operating, "tributary-coordinator", what));
  const scored = await Promise.all(
    ["model.safetensors", "model", "web-model"].map((model) =>
      ran(command.client, ["evaluate", "--model", model, "--data", data, "--json"]),
    ),
  );
  const [first = ""] = scored;
  expect(JSON.parse(first)).to.have.property("accuracy").that.is.above(0.5);
  expect(scored).to.deep.equal([first, first, first]);
  coordinator.kill("SIGTERM");
  expect((await coordinator.ended).code).to.equal(0);
}
