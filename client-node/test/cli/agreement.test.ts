import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { organisationFingerprint, signMemberRoster, signerFromSeed } from "@tributary/core/identity";
import type { SignedDocument } from "@tributary/core/identity";
import { planDigest } from "@tributary/core/plan";
import { fromHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";

import { featurePlan } from "../plans.ts";
import { scriptedServer } from "../scripted-server.ts";
import { command, lines } from "./command.ts";

const organisation = signerFromSeed(new Uint8Array(32).fill(70), nodePrimitives);
const organisationKey = organisationFingerprint(organisation.publicKey, nodePrimitives);

describe("what a client agrees to on its command line", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const place = (name: string): string => join(folder(), name);

  /** A roster with this client on it. */
  async function roster(): Promise<SignedDocument> {
    const { stdout } = await command(["identity", "--identity", place("id.json"), "--json"]);
    const members = [{ name: "Ward 1", publicKey: fromHex(String(lines(stdout)[0]?.["publicKey"])) }];
    const facts = { organisation: "St. Mary", issuedAtMs: 0, notAfterMs: 8.64e15, members };
    return signMemberRoster(facts, organisation);
  }

  async function joining(more: readonly string[], members?: SignedDocument, plan = featurePlan()) {
    const server = await scriptedServer({ plan, rounds: 1, ...(members && { members }) });
    const url = `http://127.0.0.1:${await server.listen()}#${server.fingerprint}`;
    await writeFile(place("data.csv"), "a,b,class\n1,2,yes\n3,4,no\n5,6,yes\n2,1,no\n");
    const own = ["--identity", place("id.json"), "--cache-dir", place("cache"), "--engine", "cpu"];
    const where = ["--coordinator", url, "--data", place("data.csv"), "--accept-sealed"];
    try {
      const ran = await command([...where, ...own, ...more]);
      return { ...ran, methods: server.received.map(({ method }) => method) };
    } finally {
      server.kill();
    }
  }

  /** The sentence with which it ends, having asked for the task and nothing more. */
  async function refusal(...args: Parameters<typeof joining>): Promise<string> {
    const { code, stdout, stderr, methods } = await joining(...args);
    expect([code, stdout, methods]).to.deep.equal([1, "", ["GetTask"]]);
    expect(stderr).to.match(/^[^\n]+\.\n$/);
    return stderr.trimEnd();
  }

  it("is shown before anything is done: mode, least number of updates, and that nobody vouches", async () => {
    const { code, stdout } = await joining([]);
    expect(code).to.equal(0);
    const [task, coordinator, mode, voucher, warning, next] = stdout.split("\n");
    expect(task).to.equal("Joining task tiny (A tiny task), which is running.");
    expect(coordinator).to.match(
      new RegExp(`^Coordinator [0-9a-f]{64}, plan ${planDigest(featurePlan())}\\.$`),
    );
    expect(mode).to.equal(
      "Mode sealed: the coordinator can read each update that you send. Your data stay here. A sum holds at least 3 updates.",
    );
    expect(voucher).to.equal("Nobody vouches for who takes part: anyone with the invitation may.");
    expect(warning).to.equal(
      "Warning: a sum may hold as few as 3 updates; below 8 a sum says much about each.",
    );
    expect(next).to.match(/^Data: /);
  });

  it("is shown with the organisation that vouches, pinned or not", async () => {
    const members = await roster();
    const offered = await joining([], members);
    expect(offered.stdout).to.match(
      new RegExp(`^A roster of St\\. Mary \\(${organisationKey}\\) is offered, but not pinned: `, "m"),
    );
    await rm(place("cache"), { recursive: true });
    const pinned = await joining(["--roster-key", organisationKey.toUpperCase()], members);
    expect(pinned.stdout).to.include(
      `\nSt. Mary (${organisationKey}) vouches for who takes part: its members alone.\n`,
    );
  });

  it("is told to programs with the joined event", async () => {
    const { stdout } = await joining(["--json", "--roster-key", organisationKey], await roster());
    expect(lines(stdout)[0]).to.deep.include({
      kind: "joined",
      mode: "sealed",
      minimum: 3,
      minSurvivors: 3,
      voucher: { kind: "pinned", organisation: "St. Mary", fingerprint: organisationKey },
    });
  });

  it("keeps it from a coordinator without the organisation's roster", async () => {
    expect(await refusal(["--roster-key", organisationKey])).to.match(
      /^The coordinator has no roster of the organisation [0-9a-f]{64}, /,
    );
  });

  it("keeps it from a task that may sum fewer updates than it demands", async () => {
    expect(await refusal(["--min-survivors", "8"])).to.match(/^Task tiny may sum as few as 3 updates, /);
  });

  it("keeps it from a task outside the policy that it is given", async () => {
    const policy = place("policy.yaml");
    await writeFile(policy, "modes: [sealed]\ntuning: [lora, head]\n");
    expect(await refusal(["--policy", policy])).to.equal(
      "Task tiny is outside this client's policy: tuning: expected lora or head, got full.",
    );
    await writeFile(policy, "modes: [sealed]\ntuning: [full]\nmaximumEpochs: 2\n");
    expect((await joining(["--policy", policy])).code).to.equal(0);
  });

  it("is refused with the line of what is wrong before any coordinator is called", async () => {
    const policy = place("policy.yaml");
    await writeFile(policy, "modes: [sealed]\nminSurvivers: 8\n");
    const where = ["--coordinator", "http://127.0.0.1:1", "--data", "x", "--policy"];
    expect(await command([...where, policy])).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: `${policy}:2:1: minSurvivers: there is no such key; did you mean minSurvivors?\n`,
    });
    const absent = await command([...where, place("absent.yaml")]);
    expect(absent.code).to.equal(1);
    expect(absent.stderr).to.match(/^Could not read .*absent\.yaml: there is no such file \(ENOENT\)\.\n$/);
    const key = await command([...where.slice(0, 4), "--roster-key", "abc"]);
    expect(key).to.deep.equal({
      code: 1,
      stdout: "",
      stderr: '"abc" is not an organisation\'s fingerprint: expected 64 hex digits.\n',
    });
    const fewest = await command([...where.slice(0, 4), "--min-survivors", "none"]);
    expect(fewest.code).to.equal(2);
    expect(fewest.stderr).to.match(/--min-survivors is "none"; expected a whole number from 1 on/);
  });
});
