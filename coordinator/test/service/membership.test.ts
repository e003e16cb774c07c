import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { clientIdOf, organisationFingerprint, signerFromSeed } from "@tributary/core/identity";
import type { Clock } from "@tributary/core/support";
import { fromHex, taskId } from "@tributary/core/support";
import type { FederationTransport } from "@tributary/core/wire";
import { nodeClock, nodePrimitives } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import type { CoordinatorOptions } from "../../src/index.ts";
import { createInProcessTransport, memoryJournal } from "../../src/index.ts";
import { readRosterFile } from "../../src/roster/index.ts";
import { planOf } from "../support/plans.ts";
import { rosterOf, signerOf } from "../support/rosters.ts";
import { keyOf, scriptedClient } from "../support/scripted-client.ts";
import { secureClient } from "../support/secure-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no failure",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

const idOf = (number: number): string => clientIdOf(signerOf(number).publicKey, nodePrimitives);

describe("a coordinator with a roster of members", function () {
  this.timeout(20_000);
  const opened: TestCoordinator[] = [];

  async function open(options: Partial<CoordinatorOptions> = {}, plan = planOf()): Promise<TestCoordinator> {
    const test = await testCoordinator(plan, { dataDir: folder(), ...options });
    opened.push(test);
    return test;
  }

  afterEach("close the coordinators that a failure left open", async () => {
    for (const { coordinator } of opened.splice(0)) await coordinator.close();
  });
  const folder = temporaryFolder();

  it("enrols its members, and nobody else", async () => {
    const test = await open({ roster: await rosterOf([1, 2]) });
    const [member, stranger] = await Promise.all([
      scriptedClient(createInProcessTransport(test.coordinator.federation), 2),
      scriptedClient(createInProcessTransport(test.coordinator.federation), 3),
    ]);
    expect((await member.assigned()).kind).to.equal("train");
    expect(await failure(stranger.connection.checkIn(stranger.offer.task, 0))).to.equal(
      `not-a-member: client ${idOf(3)} is not on the roster of St. Mary; send it the line that ` +
        '"tributary-client identity" prints, and try again when the operator has its new roster',
    );
    expect([...test.coordinator.state.clients].map(([client]) => client)).to.deep.equal([idOf(2)]);
  });

  it("hands the roster to whoever asks for the task, and none where enrolment is open", async () => {
    const roster = await rosterOf([1, 2]);
    const test = await open({ roster });
    const without = await open({ dataDir: join(folder(), "another") });
    const [offered] = await test.clients(1);
    expect(offered?.offer.members).to.deep.equal(roster.roster);
    expect((await without.clients(1))[0]?.offer.members).to.equal(undefined);
  });

  it("keeps it, so that it holds after a restart that names none; a new one replaces it", async () => {
    const first = await open({ roster: await rosterOf([1, 2]) });
    await first.coordinator.close();
    const kept = await open();
    expect([...(kept.coordinator.members?.members.keys() ?? [])]).to.deep.equal([idOf(1), idOf(2)]);
    await kept.coordinator.close();
    const replaced = await open({ roster: await rosterOf([2, 3]) });
    await replaced.coordinator.close();
    const file = await readRosterFile(join(folder(), "roster.json"), nodePrimitives);
    expect([...(file?.roster.members.keys() ?? [])]).to.deep.equal([idOf(2), idOf(3)]);
  });

  /** A line that leads to whatever coordinator runs: its clients go on when one takes the place of another. */
  function lastingLine() {
    let line: FederationTransport | undefined;
    const current = (): FederationTransport => {
      if (line === undefined) throw new Error("no coordinator runs");
      return line;
    };
    const transport: FederationTransport = {
      unary: (...call) => current().unary(...call),
      stream: (...call) => current().stream(...call),
      close: () => Promise.resolve(),
    };
    return {
      transport,
      leadsTo({ coordinator }: TestCoordinator) {
        line = createInProcessTransport(coordinator.federation);
      },
    };
  }

  it("lets a client that is no longer on it end its attempt, and enter no other", async () => {
    const journal = { ...memoryJournal(), close: () => Promise.resolve() };
    const line = lastingLine();
    const first = await open({ journal, roster: await rosterOf([1, 2, 3]) });
    line.leadsTo(first);
    const clients = await Promise.all([1, 2, 3].map((number) => scriptedClient(line.transport, number)));
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    await first.coordinator.close();

    line.leadsTo(await open({ journal, roster: await rosterOf([1, 2, 4]) }));
    const outcomes = await Promise.all(
      clients.map(async (client, i) => {
        const update = client.update(places[i]!);
        await client.readyAndInvited(key, places[i]!, update.length);
        expect(await client.send(key, update)).to.equal(undefined);
        return client.ended(key);
      }),
    );
    for (const outcome of outcomes) expect(outcome).to.include({ kind: "committed", counted: true });
    const [member, , removed] = clients;
    expect(await failure(removed!.connection.checkIn(removed!.offer.task, 1))).to.match(
      new RegExp(`^not-a-member: client ${idOf(3)} is not on the roster of St. Mary; `),
    );
    expect((await member!.assigned()).descriptor.round).to.equal(2);
  });

  it("takes no keys of such a client into an exchange", async () => {
    const journal = { ...memoryJournal(), close: () => Promise.resolve() };
    const cohort = { goal: 4, minimum: 3, minSurvivors: 3, overSelection: 1 };
    const plan = planOf({ privacy: { mode: "secure", clip: 1 }, cohort });
    const line = lastingLine();
    const first = await open({ journal, roster: await rosterOf([1, 2, 3, 4]) }, plan);
    line.leadsTo(first);
    const clients = await Promise.all(
      [1, 2, 3, 4].map((number) => secureClient(line.transport, number, taskId("small"))),
    );
    const places = await Promise.all(clients.map((client) => client.assigned()));
    await first.coordinator.close();

    line.leadsTo(await open({ journal, roster: await rosterOf([1, 2, 3]) }, plan));
    await Promise.all(clients.map((client, i) => client.begin(places[i]!)));
    const answers = await Promise.all(clients.map((client) => client.step("advertise")));
    expect(answers).to.deep.equal([
      undefined,
      undefined,
      undefined,
      { reason: "not-a-member", detail: `client ${idOf(4)} is not on the pinned roster` },
    ]);
  });

  it("takes nobody once the roster has expired, and does not start with one that has", async () => {
    let nowMs = 10 * 86_400_000;
    const clock: Clock = { ...nodeClock, nowMs: () => nowMs };
    const roster = await rosterOf([1, 2], { notAfterMs: nowMs });
    const test = await open({ clock, roster });
    const transport = createInProcessTransport(test.coordinator.federation);
    const [early, late] = await Promise.all([scriptedClient(transport, 1), scriptedClient(transport, 2)]);
    expect((await early.assigned()).kind).to.equal("train");
    nowMs += 1;
    const expired =
      "not-a-member: the roster of members expired on 1970-01-11; the operator must get a new one from St. Mary";
    for (const { connection, offer } of [early, late]) {
      expect(await failure(connection.checkIn(offer.task, 0))).to.equal(expired);
    }
    await test.coordinator.close();
    for (const options of [{ roster }, {}]) {
      expect(await failure(open({ clock, ...options }))).to.equal(
        "The roster of St. Mary expired on 1970-01-11; have it signed anew and start with --roster.",
      );
    }
  });

  it("does not start with a roster that it signed itself, and does not keep it", async () => {
    await (await open()).coordinator.close();
    const identity = JSON.parse(await readFile(join(folder(), "identity.json"), "utf8")) as {
      readonly secretSeed: string;
    };
    const signer = signerFromSeed(fromHex(identity.secretSeed), nodePrimitives);
    const roster = await rosterOf([1, 2], { signer });
    expect(roster.roster.fingerprint).to.equal(organisationFingerprint(signer.publicKey, nodePrimitives));
    expect(await failure(open({ roster }))).to.match(
      /^The roster of St. Mary is signed with this coordinator's own key, which vouches for nobody; /,
    );
    expect(await readRosterFile(join(folder(), "roster.json"), nodePrimitives)).to.equal(undefined);
  });
});
