import { StorageError } from "@tributary/node-platform";
import { digest, clientId } from "@tributary/core/support";
import { expect } from "chai";

import type { Journal } from "../../src/index.ts";
import { memoryJournal } from "../../src/index.ts";
import { openLedger } from "../../src/service/ledger.ts";
import type { Order } from "../../src/service/ledger.ts";

const clock = { nowMs: () => 1_000, sleep: () => new Promise<void>(() => undefined) };

function unexpected(error: unknown): never {
  throw error;
}

function enrolling(number: number): Order {
  return {
    kind: "enroll",
    client: clientId(String(number).padStart(32, "0")),
    publicKey: "0".repeat(64),
    tokenHash: digest(String(number).padStart(64, "0")),
    clientKind: "scripted",
    release: "0",
  };
}

/** A journal whose k-th append fails, having written nothing; as the contract says, all fail then until it is reset. */
function failingAt(k: number): { readonly journal: Journal; readonly lists: number[] } {
  const inner = memoryJournal();
  const lists: number[] = [];
  let appends = 0;
  let failed = false;
  return {
    lists,
    journal: {
      ...inner,
      append: async (events) => {
        appends++;
        failed ||= appends === k;
        if (failed) throw new StorageError("full", "journal", "Could not append: the disk is full (ENOSPC).");
        lists.push(events.length);
        return inner.append(events);
      },
      reset: async () => {
        failed = false;
      },
    },
  };
}

describe("the ledger", () => {
  it("answers when an order is durable, and not before", async () => {
    const inner = memoryJournal();
    let durable = false;
    const ledger = await openLedger(
      {
        ...inner,
        append: async (events) => {
          const sequence = await inner.append(events);
          await new Promise((resolve) => setImmediate(resolve));
          expect(ledger.state.clients.size).to.equal(0);
          durable = true;
          return sequence;
        },
      },
      clock,
      unexpected,
    );
    const answer = await ledger.execute(enrolling(1));
    expect(durable).to.equal(true);
    expect(answer.ok && answer.value.clients.size).to.equal(1);
  });

  it("tells its listeners of an append that failed and is in the journal, when it is settled and before the next order", async () => {
    const inner = memoryJournal();
    let failures = 0;
    const journal: Journal = {
      ...inner,
      append: async (events) => {
        const sequence = await inner.append(events);
        if (failures++ > 0) return sequence;
        throw new StorageError("full", "journal", "Could not append: the disk is full (ENOSPC).");
      },
    };
    const ledger = await openLedger(journal, clock, unexpected);
    const told: (readonly [kinds: string, before: number, after: number])[] = [];
    ledger.onChange(({ events, before, after }) => {
      told.push([events.map(({ kind }) => kind).join(), before.clients.size, after.clients.size]);
    });
    expect(await ledger.execute(enrolling(1)).catch((error: unknown) => error)).to.be.instanceOf(
      StorageError,
    );
    expect(ledger.state.clients.size).to.equal(0);
    await ledger.settle();
    expect(ledger.state.clients.size).to.equal(1);
    await ledger.execute(enrolling(2));
    expect(told).to.deep.equal([
      ["client-enrolled", 0, 1],
      ["client-enrolled", 1, 2],
    ]);
  });

  it("writes orders that wait together as one list", async () => {
    const { journal, lists } = failingAt(0);
    const ledger = await openLedger(journal, clock, unexpected);
    const answers = await Promise.all([1, 2, 3].map((number) => ledger.execute(enrolling(number))));
    expect(answers.every(({ ok }) => ok)).to.equal(true);
    expect(lists).to.deep.equal([3]);
  });

  for (const k of [1, 2, 3]) {
    it(`when append ${k} fails, fails those orders alone, changes nothing, and takes the next ones`, async () => {
      const { journal } = failingAt(k);
      const ledger = await openLedger(journal, clock, unexpected);
      const seen: number[] = [];
      ledger.onChange(({ after }) => seen.push(after.clients.size));
      const results: boolean[] = [];
      for (let number = 1; number <= 4; number++) {
        const before = ledger.state;
        const answer = await ledger.execute(enrolling(number)).catch((error: unknown) => error);
        results.push(!(answer instanceof StorageError));
        if (answer instanceof StorageError) expect(ledger.state).to.equal(before);
      }
      expect(results).to.deep.equal([1, 2, 3, 4].map((number) => number !== k));
      expect(ledger.state.clients.size).to.equal(3);
      expect(seen).to.deep.equal([1, 2, 3]);
    });
  }

  it("tells of a snapshot that could not be saved, and fails nobody's order for it", async () => {
    const inner = memoryJournal();
    const full = new StorageError("full", "journal", "Could not save: the disk is full (ENOSPC).");
    const journal: Journal = { ...inner, saveSnapshot: () => Promise.reject(full) };
    const unsaved: unknown[] = [];
    const ledger = await openLedger(journal, clock, (error) => unsaved.push(error));
    const orders = Array.from({ length: 2_000 }, (_, number) => ledger.execute(enrolling(number)));
    expect((await Promise.all(orders)).every(({ ok }) => ok)).to.equal(true);
    await ledger.settle();
    expect(unsaved).to.deep.equal([full]);
    await ledger.close();
    expect(unsaved).to.deep.equal([full, full]);
    const again = await openLedger(journal, clock, unexpected);
    expect(again.state.clients.size).to.equal(2_000);
  });

  it("is the same after it is opened again", async () => {
    const journal = memoryJournal();
    const first = await openLedger(journal, clock, unexpected);
    await first.execute(enrolling(1));
    await first.close();
    const second = await openLedger(journal, clock, unexpected);
    expect(second.state.clients.size).to.equal(1);
  });
});
