import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { UserError } from "@tributary/core/support";
import { StorageError, nodePrimitives } from "@tributary/node-platform";
import { expect } from "chai";

import type { Journal } from "../../src/index.ts";
import { memoryJournal, strategyFinder } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import { keyOf, sha256 } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";

const fixtures = fileURLToPath(new URL("../../../test/strategy/fixtures/", import.meta.url));

/** A journal that outlives the coordinators which close it. */
function lasting(append?: (inner: Journal, events: Parameters<Journal["append"]>[0]) => Promise<number>) {
  const inner = memoryJournal();
  let closed = 0;
  const journal: Journal = {
    ...inner,
    append: (events) => append?.(inner, events) ?? inner.append(events),
    close: async () => {
      closed++;
    },
  };
  return { journal, timesClosed: () => closed };
}

describe("a coordinator that is opened again", function () {
  this.timeout(20_000);
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "tributary-reopening-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it("still has an update that was accepted while its client sent calls that contradict it", async () => {
    let meanwhile: (() => void) | undefined;
    const { journal } = lasting(async (inner, events) => {
      if (meanwhile !== undefined && events.some(({ kind }) => kind === "update-accepted")) {
        meanwhile();
        meanwhile = undefined;
        for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
      return inner.append(events);
    });
    const first = await testCoordinator(planOf(), { dataDir, journal });
    const clients = await first.clients(3);
    const places = await Promise.all(clients.map((client) => client.assigned()));
    const key = keyOf(places[0]!);
    const updates = clients.map((client, i) => client.update(places[i]!));
    await Promise.all(
      clients.map((client, i) => client.readyAndInvited(key, places[i]!, updates[i]!.length)),
    );
    const { connection } = clients[0]!;
    const [sealed] = updates;
    const contradicting: Promise<unknown>[] = [];
    meanwhile = () => {
      for (const size of [sealed!.length - 1, sealed!.length + 1]) {
        contradicting.push(connection.commitUpload(key, sha256(sealed!), size));
      }
    };
    expect(await clients[0]!.send(key, sealed!)).to.equal(undefined);
    expect(contradicting).to.have.length(2);
    for (const answer of await Promise.all(contradicting)) {
      expect(answer)
        .to.deep.include({ kind: "refused" })
        .and.to.have.nested.property("refusal.reason", "conflicting-replay");
    }
    await first.coordinator.close();
    const second = await testCoordinator(planOf(), { dataDir, journal });
    const again = await second.clients(3);
    for (const i of [1, 2]) expect(await again[i]!.send(key, updates[i]!)).to.equal(undefined);
    const outcome = await again[0]!.ended(key);
    expect(outcome).to.include({ kind: "committed", counted: true });
    expect(second.troubles).to.deep.equal([]);
    await second.end();
  });

  it("does not open on a platform whose cryptography is not everybody's", async () => {
    const primitives = { ...nodePrimitives, keystream: () => undefined };
    const opened = await testCoordinator(planOf(), { dataDir, primitives }).catch((error: unknown) => error);
    expect(opened).to.be.instanceOf(UserError);
    expect(String(opened)).to.match(/This platform computes ChaCha20.* wrongly/);
  });

  for (const written of [true, false]) {
    it(`takes an update whose record failed and ${written ? "is" : "is not"} in the journal`, async () => {
      let failures = 0;
      const { journal } = lasting(async (inner, events) => {
        if (failures > 0 || !events.some(({ kind }) => kind === "update-accepted"))
          return inner.append(events);
        failures++;
        if (written) await inner.append(events);
        throw new StorageError("full", "journal", "Could not append: the disk is full (ENOSPC).");
      });
      const test = await testCoordinator(planOf(), { dataDir, journal });
      const clients = await test.clients(3);
      const places = await Promise.all(clients.map((client) => client.assigned()));
      const key = keyOf(places[0]!);
      const updates = clients.map((client, i) => client.update(places[i]!));
      await Promise.all(
        clients.map((client, i) => client.readyAndInvited(key, places[i]!, updates[i]!.length)),
      );
      expect((await clients[0]!.send(key, updates[0]!))?.reason).to.equal("storage-full");
      for (const i of [0, 1, 2]) expect(await clients[i]!.send(key, updates[i]!)).to.equal(undefined);
      const outcome = await clients[0]!.ended(key);
      expect(outcome).to.include({ kind: "committed", counted: true });
      if (outcome.kind === "committed") expect(outcome.receipt.participants).to.equal(3);
      await test.end();
    });
  }

  it("closes the journal where its identity cannot be read, so that the next start finds no lock", async () => {
    const { journal, timesClosed } = lasting();
    await writeFile(join(dataDir, "identity.json"), "no key");
    const refusal = await testCoordinator(planOf(), { dataDir, journal }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(UserError);
    expect(String(refusal)).to.include("identity.json");
    expect(timesClosed()).to.equal(1);
  });

  it("tells why it does not open, though the journal cannot be closed either", async () => {
    const journal: Journal = { ...memoryJournal(), close: () => Promise.reject(new Error("no close")) };
    await writeFile(join(dataDir, "identity.json"), "no key");
    const refusal = await testCoordinator(planOf(), { dataDir, journal }).catch((error: unknown) => error);
    expect(String(refusal)).to.include("identity.json");
  });

  it("does not serve a task whose strategy it cannot find, and says how it would", async () => {
    const plan = planOf({ aggregation: { strategy: "./fedadagrad.js" } });
    const { journal, timesClosed } = lasting();
    const findStrategy = strategyFinder({ plan, folder: fixtures });
    const first = await testCoordinator(plan, { dataDir, journal, findStrategy });
    await first.coordinator.close();
    const refusal = await testCoordinator(plan, { dataDir, journal }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(UserError);
    expect(String(refusal)).to.include("./fedadagrad.js").and.include("start the coordinator with --plan");
    expect(timesClosed()).to.equal(2);
    const second = await testCoordinator(plan, { dataDir, journal, findStrategy });
    await second.end();
  });

  it("reports a strategy that is gone when a round is folded, and folds once it is there", async () => {
    let gone = false;
    const found = strategyFinder(undefined);
    const test = await testCoordinator(planOf(), {
      dataDir,
      findStrategy: async (terms) => {
        if (!gone) return found(terms);
        gone = false;
        throw new UserError("The strategy is gone.");
      },
    });
    const clients = await test.clients(3);
    await Promise.all(clients.map((client) => client.assigned()));
    gone = true;
    const taking = clients.map((client) => client.takePart());
    for (const outcome of await Promise.all(taking)) expect(outcome).to.include({ kind: "committed" });
    expect(test.troubles.map(({ error, retried }) => [String(error), retried])).to.deep.equal([
      ["UserError: The strategy is gone.", true],
    ]);
    await test.end();
  });
});
