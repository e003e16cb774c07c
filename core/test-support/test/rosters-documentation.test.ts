// What docs/operating.md and docs/threat-model.md show of rosters and policies is run here, as it is written.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { argumentsOf, blocks, clientCommand, coordinatorCommand, flowers, page } from "./pages.ts";

describe("the documentation of rosters and policies", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const start = startProcesses();
  const started = (script: string, words: readonly string[]) =>
    start(script, words, { cwd: folder(), env: { HOME: folder() } });

  async function ran(script: string, words: readonly string[]): Promise<readonly string[]> {
    const program = started(script, words);
    expect((await program.ended).code, program.lines.all.join("\n")).to.equal(0);
    return program.lines.stdout;
  }

  /** Starts a coordinator by a command of the operator's page; gives the invitation that it prints. */
  async function serving(word: string): Promise<string> {
    const [plan = ""] = blocks(await page("README.md"), "yaml");
    await writeFile(join(folder(), "plan.yaml"), plan);
    await writeFile(join(folder(), "my-flowers.csv"), flowers(0));
    const serve = argumentsOf(await page("docs/operating.md"), "tributary-coordinator", word);
    const running = started(
      coordinatorCommand,
      serve.map((argument) => (argument === "7070" ? "0" : argument)),
    );
    const [, invitation = ""] = await running.line(/^Invite: (\S+)$/);
    return invitation;
  }

  it("has a member identified, a roster signed and shown, and the member let in under it", async () => {
    const operating = await page("docs/operating.md");
    const asked = await ran(clientCommand, argumentsOf(operating, "tributary-client", "identity"));
    const [sample = ""] = blocks(operating, "csv");
    await writeFile(join(folder(), "members.csv"), `${sample}${asked.at(-1)}\n`);
    const organisation = (word: string): Promise<readonly string[]> =>
      ran(coordinatorCommand, argumentsOf(operating, "tributary-coordinator", `roster ${word}`));
    const [, fingerprint = ""] =
      /^Fingerprint: ([0-9a-f]{64})$/m.exec((await organisation("key")).join("\n")) ?? [];
    expect((await organisation("sign"))[0]).to.match(/a roster of 3 members of St\. Mary trust, good until /);
    expect((await organisation("show")).join("\n")).to.match(/^Ward 2, east +[0-9a-f]{32} {2}e504cc99/m);

    const invitation = await serving("--roster");
    const joining = argumentsOf(operating, "tributary-client", "--roster-key").map((word) =>
      word.startsWith("http") ? invitation : word === "3f0c..." ? fingerprint : word,
    );
    const member = started(clientCommand, joining);
    await member.line(/^St\. Mary trust \([0-9a-f]{64}\) vouches for who takes part: its members alone\.$/);
    await member.line(/^Round 1: training/);
  });

  it("has a client end with what is outside the sample of a policy, and join where nothing is", async () => {
    const model = await page("docs/threat-model.md");
    const sample = await page("docs/policy.sample.yaml");
    const invitation = await serving("--plan");
    const joining = argumentsOf(model, "tributary-client", "--policy").map((word) =>
      word.startsWith("http") ? invitation : word,
    );
    const policy = join(folder(), "policy.yaml");
    await writeFile(policy, sample);
    const outside = started(clientCommand, joining);
    expect((await outside.ended).code).to.equal(1);
    expect(outside.lines.stdout).to.deep.equal([]);
    expect(outside.lines.stderr).to.have.length(1);
    for (const key of ["minSurvivors", "roster", "tuning", "plan"]) {
      expect(outside.lines.stderr[0]).to.match(new RegExp(`[:;] ${key}: expected `));
    }
    const own = sample
      .replace("[secure]", "[secure, sealed]")
      .replace("minSurvivors: 8", "minSurvivors: 3")
      .replace("[lora, ", "[full, ")
      .replace(/^(roster|plan):.*$/gm, "");
    await writeFile(policy, own);
    const within = started(clientCommand, joining);
    await within.line(/^Round 1: training/);
  });
});
