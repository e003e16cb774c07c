import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { clientIdOf, signerFromSeed } from "@tributary/core/identity";
import { fromHex, toHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";

const command = join(repositoryRoot, "client-node/bin/tributary-client.mjs");

describe("tributary-client identity", function () {
  this.timeout(30_000);
  const start = startProcesses();
  const folder = temporaryFolder();

  async function run(...args: readonly string[]) {
    const child = start(command, ["identity", ...args], { env: { HOME: folder() } });
    const { code } = await child.ended;
    return { code, out: child.lines.stdout, errors: child.lines.stderr };
  }

  it("makes an identity where there is none, once, and says who it is", async () => {
    const path = join(folder(), "new", "id.json");
    const first = await run("--identity", path);
    expect([first.code, first.errors]).to.deep.equal([0, []]);
    expect(first.out[2]).to.equal(`Kept in     ${path}, made just now; keep it to yourself`);
    const { secretSeed } = JSON.parse(await readFile(path, "utf8")) as { readonly secretSeed: string };
    const { publicKey } = signerFromSeed(fromHex(secretSeed), nodePrimitives);
    expect(first.out[0]).to.equal(`Client id   ${clientIdOf(publicKey, nodePrimitives)}`);
    expect(first.out[1]).to.equal(`Public key  ${toHex(publicKey)}`);
    const again = await run("--identity", path);
    expect(again.out[2]).to.equal(`Kept in     ${path}; keep it to yourself`);
    expect(again.out.filter((_, i) => i !== 2)).to.deep.equal(first.out.filter((_, i) => i !== 2));
  });

  it("gives the line for a members file, and everything as one document with --json", async () => {
    const { code, out } = await run("--json");
    expect(code).to.equal(0);
    expect(out).to.have.length(1);
    const said = JSON.parse(out[0] ?? "") as Readonly<Record<string, unknown>>;
    const path = join(folder(), ".tributary", "identity.json");
    expect(said).to.include({ identity: path, made: true });
    expect(said["member"]).to.equal(
      `client-${String(said["clientId"]).slice(0, 8)},${String(said["publicKey"])}`,
    );
    expect((await run("--json")).out[0]).to.equal(JSON.stringify({ ...said, made: false }));
    const forPeople = (await run()).out;
    expect(forPeople.at(-1)).to.equal(said["member"]);
    expect((await stat(path)).mode & 0o077).to.equal(0);
  });

  it("ends with status 1 and one sentence for a file that is none, which it leaves alone", async () => {
    const path = join(folder(), "id.json");
    await writeFile(path, "my diary", { mode: 0o600 });
    const { code, out, errors } = await run("--identity", path);
    expect([code, out]).to.deep.equal([1, []]);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.contain(`${path} is not an identity file: expected JSON`);
    expect(await readFile(path, "utf8")).to.equal("my diary");
  });

  it("ends with status 2 for a flag that it does not have", async () => {
    const { code, errors } = await run("--data", "x.csv");
    expect(code).to.equal(2);
    expect(errors[0]).to.match(/^tributary-client: There is no flag --data/);
  });
});
