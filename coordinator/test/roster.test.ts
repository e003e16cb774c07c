import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { clientIdOf, organisationFingerprint, signerFromSeed } from "@tributary/core/identity";
import { fromHex, toHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { startProcesses, temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { rosterFileText } from "../src/roster/index.ts";
import { planFile, runMain, startCoordinator } from "./support/coordinator-process.ts";
import { grpcTransport } from "./support/grpc-transport.ts";
import { membersCsv, rosterOf, signerOf } from "./support/rosters.ts";
import { scriptedClient } from "./support/scripted-client.ts";

describe("tributary-coordinator roster", function () {
  this.timeout(60_000);
  const start = startProcesses();
  const folder = temporaryFolder();
  const place = (name: string): string => join(folder(), name);

  async function run(...args: readonly string[]) {
    const child = runMain(start, args);
    const { code } = await child.ended;
    return { code, out: child.lines.stdout, errors: child.lines.stderr };
  }

  /** Runs a command that must end with one sentence. */
  async function refused(status: number, ...args: readonly string[]): Promise<string> {
    const { code, out, errors } = await run(...args);
    expect([code, out]).to.deep.equal([status, []]);
    expect(errors).to.have.length(status === 2 ? 2 : 1);
    return errors[0] ?? "";
  }

  const signing = (...more: readonly string[]): readonly string[] => [
    "roster",
    "sign",
    "--key",
    place("org.key.json"),
    "--members",
    place("members.csv"),
    "--organisation",
    "St. Mary trust",
    "--out",
    place("roster.json"),
    ...more,
  ];

  /** Makes an organisation's key and signs a roster of these clients. */
  async function signed(...numbers: readonly number[]): Promise<string> {
    await run("roster", "key", "--out", place("org.key.json"));
    await writeFile(place("members.csv"), membersCsv(...numbers));
    expect((await run(...signing())).code).to.equal(0);
    return place("roster.json");
  }

  it("makes a key for its owner alone, says its fingerprint, and never writes over it", async () => {
    const path = place("org.key.json");
    const { code, out } = await run("roster", "key", "--out", path);
    expect(code).to.equal(0);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    const text = await readFile(path, "utf8");
    const { secretSeed } = JSON.parse(text) as { readonly secretSeed: string };
    const { publicKey } = signerFromSeed(fromHex(secretSeed), nodePrimitives);
    const fingerprint = organisationFingerprint(publicKey, nodePrimitives);
    expect(out).to.include(`Fingerprint: ${fingerprint}`);
    expect(out.join("\n")).to.not.include(secretSeed);
    expect(await refused(1, "roster", "key", "--out", path)).to.match(
      /^There is a file .*org\.key\.json already, and a key is never written over; /,
    );
    expect(await readFile(path, "utf8")).to.equal(text);
    const other = await run("roster", "key", "--out", place("other.key.json"), "--json");
    expect(JSON.parse(other.out[0] ?? "")).to.include({ path: place("other.key.json") });
  });

  it("signs the members of a file for as many days as it is told, and shows what it signed", async () => {
    await run("roster", "key", "--out", place("org.key.json"));
    await writeFile(place("members.csv"), membersCsv(1, 2, 3));
    const { code, out } = await run(...signing("--days", "30"));
    expect(code).to.equal(0);
    expect(out[0]).to.match(
      /roster\.json: a roster of 3 members of St\. Mary trust, good until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/,
    );
    const told = JSON.parse((await run(...signing("--days", "30", "--json"))).out[0] ?? "") as Readonly<
      Record<string, unknown>
    >;
    expect(out[1]).to.equal(`Fingerprint: ${String(told["fingerprint"])}`);
    expect(told).to.include({ organisation: "St. Mary trust", members: 3 });

    const shown = await run("roster", "show", place("roster.json"));
    expect(shown.code).to.equal(0);
    expect(shown.out[0]).to.equal("Organisation  St. Mary trust");
    expect(shown.out[1]).to.equal(`Fingerprint   ${String(told["fingerprint"])}`);
    const { publicKey } = signerOf(2);
    const line = `Ward 2  ${clientIdOf(publicKey, nodePrimitives)}  ${toHex(publicKey)}`;
    expect(shown.out).to.include(line);
    const document = JSON.parse(
      (await run("roster", "show", place("roster.json"), "--json")).out[0] ?? "",
    ) as {
      readonly issuedAt: string;
      readonly notAfter: string;
      readonly expired: boolean;
      readonly members: readonly object[];
    };
    expect(Date.parse(document.notAfter) - Date.parse(document.issuedAt)).to.equal(30 * 86_400_000);
    expect(document.expired).to.equal(false);
    expect(document.members[1]).to.deep.equal({
      name: "Ward 2",
      clientId: clientIdOf(publicKey, nodePrimitives),
      publicKey: toHex(publicKey),
    });
  });

  it("says of a roster which has expired that it counts for nothing", async () => {
    const { document } = await rosterOf([1], { notAfterMs: 1_000 });
    await writeFile(place("roster.json"), rosterFileText(document));
    const { code, out } = await run("roster", "show", place("roster.json"));
    expect(code).to.equal(0);
    expect(out).to.include("Good until    1970-01-01 00:00 UTC, which is past: it counts for nothing");
    expect(out.join("\n")).to.match(/Members {7}1/);
  });

  it("ends with status 1 and the place in the file for members that are wrong, and signs nothing", async () => {
    await run("roster", "key", "--out", place("org.key.json"));
    await writeFile(place("members.csv"), `${membersCsv(1)}Ward 2,12\n`);
    expect(await refused(1, ...signing())).to.equal(
      `${place("members.csv")}:3:8: expected a public key of 64 hex digits, got "12"`,
    );
    expect(await refused(1, "roster", "show", place("roster.json"))).to.equal(
      `There is no file ${place("roster.json")}.`,
    );
  });

  it("ends with status 1 and one sentence for a key or a file of members that is missing or none", async () => {
    expect(await refused(1, ...signing())).to.match(
      /^There is no organisation's key file .*; make one with: tributary-coordinator roster key --out /,
    );
    await run("roster", "key", "--out", place("org.key.json"));
    expect(await refused(1, ...signing())).to.match(/^Could not read the members .*: there is no such file/);
    await writeFile(place("org.key.json"), '{"version":1,"kind":"tributary-identity"}', { mode: 0o600 });
    expect(await refused(1, ...signing())).to.match(/org\.key\.json is not an organisation's key file: /);
  });

  it("ends with status 1 and one sentence for a roster that was changed, or is no roster", async () => {
    const path = await signed(1, 2);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace("Ward 1", "Ward 7"));
    expect(await refused(1, "roster", "show", path)).to.equal(
      `The roster ${path} cannot be used: the roster is not signed with its organisation's key; have it signed anew.`,
    );
    await writeFile(path, text.slice(0, -20));
    expect(await refused(1, "roster", "show", path)).to.match(
      /roster\.json is not a roster: it is not JSON; /,
    );
    expect(await refused(1, "roster", "show", place("org.key.json"))).to.match(
      /org\.key\.json is not a roster: expected version 1, kind "tributary-roster", /,
    );
  });

  const misuse: readonly (readonly [readonly string[], RegExp])[] = [
    [["roster"], /^There is no command roster; expected tasks, .*roster show, .* or a flag/],
    [["roster", "sing"], /^There is no command roster sing; did you mean roster sign\?/],
    [["roster", "key"], /^--out: expected a file, as in --out org\.key\.json/],
    [["roster", "sign", "--out", "x"], /^--key: expected the organisation's key file/],
    [["roster", "sign", "--days", "0"], /^--days: |^--key: /],
    [["roster", "show"], /^The file: expected a file, as in roster show roster\.json/],
    [["roster", "show", "a.json", "b.json"], /^"b\.json" is not expected there/],
    [["tasks", "a.json"], /^"a\.json" is not expected there/],
    [["roster", "show", "--file", "a.json"], /^There is no flag --file/],
  ];
  for (const [args, expected] of misuse) {
    it(`ends with status 2 and one sentence for: ${args.join(" ")}`, async () => {
      expect(await refused(2, ...args)).to.match(expected);
    });
  }

  describe("in the hands of a coordinator", () => {
    it("lets members alone enrol, holds after a restart without it, and gives way to a new one", async () => {
      const plan = await planFile(folder());
      const serving = async (...args: readonly string[]) => {
        const running = await startCoordinator(start, folder(), args);
        const transport = grpcTransport(`127.0.0.1:${running.port}`);
        const answers = await Promise.all(
          [1, 2].map(async (number) => {
            const { connection, offer } = await scriptedClient(transport, number);
            return connection.checkIn(offer.task, 0).then(
              () => "enrolled",
              (error: Error) => error.message.replace(/:.*/, ""),
            );
          }),
        );
        await transport.close();
        running.process.kill("SIGTERM");
        await running.process.ended;
        return { answers, said: running.process.lines.stdout.join("\n") };
      };
      const first = await serving("--plan", plan, "--roster", await signed(1, 3));
      expect(first.answers).to.deep.equal(["enrolled", "not-a-member"]);
      expect(first.said).to.match(
        /^Roster: 2 members of St\. Mary trust \([0-9a-f]{64}\) may take part until \d{4}-.* UTC\.$/m,
      );
      const restarted = await serving();
      expect(restarted.answers).to.deep.equal(["enrolled", "not-a-member"]);
      expect(restarted.said).to.match(/^Roster: 2 members of St\. Mary trust/m);
      const renewed = await serving("--roster", await signed(2));
      expect(renewed.answers).to.deep.equal(["not-a-member", "enrolled"]);
      expect(renewed.said).to.match(/^Roster: 1 member of St\. Mary trust/m);
    });

    it("says where there is none that enrolment is open, and what of", async () => {
      const running = await startCoordinator(start, folder(), ["--plan", await planFile(folder())]);
      expect(running.process.lines.stdout.join("\n")).to.match(
        /^Enrolment is open: whoever reaches the port can take part, under as many keys as they like\. /m,
      );
    });

    it("ends it with status 1 and one sentence when it cannot be used", async () => {
      const plan = await planFile(folder());
      const starting = (path: string): readonly string[] =>
        ["--plan", plan, "--data-dir", place("var"), "--port", "0"].concat("--roster", path);
      expect(await refused(1, ...starting(place("none.json")))).to.match(
        /^There is no roster .*none\.json; make one with: tributary-coordinator roster sign, /,
      );
      await writeFile(place("odd.json"), "odd");
      expect(await refused(1, ...starting(place("odd.json")))).to.match(
        /odd\.json is not a roster: it is not JSON/,
      );
      const { document } = await rosterOf([1], { notAfterMs: 1_000 });
      await writeFile(place("old.json"), rosterFileText(document));
      expect(await refused(1, ...starting(place("old.json")))).to.equal(
        "The roster of St. Mary expired on 1970-01-01; have it signed anew and start with --roster.",
      );
      const { secretSeed } = JSON.parse(await readFile(join(place("var"), "identity.json"), "utf8")) as {
        readonly secretSeed: string;
      };
      const own = await rosterOf([1], { signer: signerFromSeed(fromHex(secretSeed), nodePrimitives) });
      await writeFile(place("own.json"), rosterFileText(own.document));
      expect(await refused(1, ...starting(place("own.json")))).to.match(
        /^The roster of St\. Mary is signed with this coordinator's own key, which vouches for nobody; /,
      );
    });
  });
});
