import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { toHex } from "@tributary/core/support";
import type { Transport } from "@tributary/core/wire";
import type { AdministrationMethods } from "@tributary/proto/methods";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { createInProcessAdministration, openLmdbJournal } from "../../src/index.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";
import { keyOf } from "../support/scripted-client.ts";

describe("what the dashboard is told of a task", function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  let test: TestCoordinator;
  let operator: Transport<AdministrationMethods>;
  let token: string;

  async function open(options: Parameters<typeof testCoordinator>[1] = {}): Promise<void> {
    test = await testCoordinator(undefined, options);
    operator = createInProcessAdministration(test.coordinator.administration);
    token = (await readFile(join(test.dataDir, "operator-token"), "utf8")).trim();
  }

  beforeEach(() => open());
  afterEach(() => test.end());

  const status = () => operator.unary("GetTaskStatus", { taskId: "small" }, { token });

  it("holds the running round's phase and counts, and what each client is about", async () => {
    const [first, second] = await test.clients(2);
    await first!.assigned();
    const place = await second!.assigned();
    await second!.connection.ready(keyOf(place), place.descriptorDigest, 100);
    const { task, running, participants, participantCount, nowUnixMs } = await status();
    expect(task).to.include({ taskId: "small", state: "running", mode: "sealed" });
    expect(running).to.include({
      round: 1,
      attempt: 1,
      phase: "open",
      goal: 3,
      minimum: 3,
      places: 2,
      awaited: 1,
    });
    expect(running?.deadlineUnixMs).to.equal(0);
    expect(running?.phaseStartedAtUnixMs).to.be.within(running?.startedAtUnixMs ?? 0, nowUnixMs);
    expect(participantCount).to.equal(2);
    expect(new Map(participants.map(({ clientId, state }) => [clientId, state]))).to.deep.equal(
      new Map([
        [first!.connection.client, "training"],
        [second!.connection.client, "ready"],
      ]),
    );
    expect(participants[0]).to.include({ kind: "scripted", release: "0", engine: "" });
  });

  it("names the engine that a client says it trained on", async () => {
    const [client] = await test.clients(1);
    const place = await client!.assigned();
    expect((await status()).participants[0]).to.include({ state: "training", engine: "" });
    await client!.connection.ready(keyOf(place), place.descriptorDigest, 100);
    expect((await status()).participants[0]).to.include({ state: "ready", engine: "by hand" });
  });

  it("holds each attempt's time per phase, and the models that were made", async () => {
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.takePart()));
    const { attempts, models, rounds } = await status();
    expect(attempts[0]).to.include({ round: 1, attempt: 1 });
    expect(attempts[0]?.phases.map(({ phase }) => phase)).to.deep.equal([
      "preparing",
      "open",
      "collecting",
      "folding",
    ]);
    expect(attempts[0]?.endedAtUnixMs).to.be.greaterThan(0);
    expect(models.map(({ round }) => round)).to.include(1);
    expect(toHex(models.find(({ round }) => round === 1)?.digest ?? new Uint8Array())).to.equal(
      toHex(rounds[0]?.modelDigest ?? new Uint8Array()),
    );
    expect(models.find(({ round }) => round === 1)?.sizeBytes).to.be.greaterThan(0);
  });

  it("lists updates that were refused with their reasons, and who left, also after a restart", async () => {
    await test.end();
    const dataDir = folder();
    await open({ dataDir, journal: await openLmdbJournal(dataDir) });
    const [bad, leaver, ...others] = await test.clients(4);
    const left = await leaver!.assigned();
    await leaver!.connection.leave(keyOf(left), "the user stopped it");
    const places = await Promise.all([bad!, ...others].map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    const update = bad!.update(places[0]!, { meta: { count: 2 } });
    await Promise.all(
      [bad!, ...others].map((client, i) => client.readyAndInvited(key, places[i]!, update.length)),
    );
    await bad!.send(key, update);
    const before = await status();
    expect(before.rejected[0]).to.include({ round: 1, reason: "bad-meta", clientId: bad!.connection.client });
    expect(before.departures[0]).to.include({
      clientId: leaver!.connection.client,
      reason: "the user stopped it",
    });
    await test.coordinator.close();
    await open({ dataDir, journal: await openLmdbJournal(dataDir) });
    const after = await status();
    expect(after.rejected).to.deep.equal(before.rejected);
    expect(after.departures).to.deep.equal(before.departures);
    expect(after.attempts.slice(0, before.attempts.length - 1)).to.deep.equal(before.attempts.slice(0, -1));
  });

  it("greets who watches before the first event, which is then missed by nobody", async () => {
    const controller = new AbortController();
    const [client] = await test.clients(1);
    await client!.assigned();
    const lines = operator.stream("WatchTask", { taskId: "small" }, { token, signal: controller.signal });
    const reader = lines[Symbol.asyncIterator]();
    expect((await reader.next()).value).to.include({ sequence: 0, json: '{"kind":"watching"}' });
    const next = reader.next();
    await operator.unary("PauseTask", { taskId: "small" }, { token });
    expect(((await next).value as { json: string }).json).to.include('"kind":"attempt-aborted"');
    controller.abort();
  });

  it("lists no more clients than were asked for, and those by the beginning of their id", async () => {
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.assigned()));
    const two = await operator.unary("ListClients", { limit: 2 }, { token });
    expect([two.clients.length, two.total]).to.deep.equal([2, 3]);
    const id = clients[0]!.connection.client;
    const one = await operator.unary("ListClients", { prefix: id.slice(0, 12) }, { token });
    expect(one.clients.map(({ clientId }) => clientId)).to.deep.equal([id]);
  });
});

describe("the token of operators", () => {
  let test: TestCoordinator;
  afterEach(() => test.end());

  const list = (fromOwnPage: boolean, token?: string) =>
    test.coordinator.administration.ListTasks(
      {},
      { token, peer: "127.0.0.1", signal: new AbortController().signal, fromOwnPage },
    );
  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("is not asked of a page of the coordinator's own where that is trusted, and a wrong one is refused there, too", async () => {
    test = await testCoordinator(undefined, { trustOwnPage: true });
    expect((await list(true)).tasks).to.have.length(1);
    expect(await failureOf(list(false))).to.include({ code: "unauthenticated" });
    expect(await failureOf(list(true, "wrong"))).to.include({ code: "unauthenticated" });
  });

  it("is asked of it where it is not", async () => {
    test = await testCoordinator();
    expect(await failureOf(list(true))).to.include({ code: "unauthenticated" });
  });

  it("is told by the start that makes it alone", async () => {
    test = await testCoordinator();
    const { newToken } = test.coordinator;
    expect(newToken).to.match(/^[0-9a-f]{64}$/);
    await test.coordinator.close();
    test = await testCoordinator(undefined, { dataDir: test.dataDir });
    expect(test.coordinator.newToken).to.equal(undefined);
    expect((await list(false, newToken)).tasks).to.have.length(1);
  });
});
