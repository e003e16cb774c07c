import { expect } from "chai";

import { foldJournal, JournalClosed, saveFold } from "../../src/journal/index.ts";
import type { Journal, JournalEntry } from "../../src/journal/index.ts";
import { stateToJson, stateVersion } from "../../src/round/index.ts";
import type { CoordinatorEvent } from "../../src/round/index.ts";
import { startedHouse } from "../round/builders.ts";

export interface OpenedJournal {
  readonly journal: Journal;
  /** The same journal, as a later process finds it. */
  readonly reopen: () => Promise<Journal>;
}

/** `count` events that can be told apart. */
export function someEvents(count: number, first = 1): readonly CoordinatorEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "coordinator-restarted",
    atMs: first + index,
    awayMs: 0,
  }));
}

export async function entriesOf(journal: Journal, after?: number): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.read(after)) entries.push(entry);
  return entries;
}

async function times(journal: Journal, after?: number): Promise<readonly number[]> {
  return (await entriesOf(journal, after)).map(({ event }) => event.atMs);
}

/**
 * What every journal does; `open` gives a new, empty one each time.
 * @param durable whether it outlives its process
 */
export function journalContract(open: () => Promise<OpenedJournal>, durable: boolean): void {
  let opened: OpenedJournal;
  let journal: Journal;
  beforeEach(async () => {
    opened = await open();
    journal = opened.journal;
  });
  afterEach(() => journal.close());

  it("is empty at first", async () => {
    expect(await entriesOf(journal)).to.deep.equal([]);
    expect(await journal.latestSnapshot()).to.equal(undefined);
  });

  it("numbers events from 1 without gaps, over lists of any length", async () => {
    expect(await journal.append(someEvents(1, 1))).to.equal(1);
    expect(await journal.append([])).to.equal(1);
    expect(await journal.append(someEvents(3, 2))).to.equal(4);
    expect(await journal.append(someEvents(2, 5))).to.equal(6);
    const entries = await entriesOf(journal);
    expect(entries.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(entries.map(({ event }) => event)).to.deep.equal(someEvents(6));
  });

  it("reads from any event on, in the middle of a list too", async () => {
    await journal.append(someEvents(3, 1));
    await journal.append(someEvents(3, 4));
    for (let after = 0; after <= 7; after++) {
      expect(await times(journal, after)).to.deep.equal([1, 2, 3, 4, 5, 6].slice(after));
    }
  });

  it("keeps the order of appends that do not wait for each other", async () => {
    const sequences = await Promise.all(
      Array.from({ length: 50 }, (_, index) => journal.append(someEvents(2, 2 * index + 1))),
    );
    expect(sequences).to.deep.equal(Array.from({ length: 50 }, (_, index) => 2 * index + 2));
    expect(await times(journal)).to.deep.equal(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it("lets an empty list wait for what was appended before it", async () => {
    const order: string[] = [];
    await Promise.all([
      journal.append(someEvents(2)).then((sequence) => order.push(`events ${sequence}`)),
      journal.append([]).then((sequence) => order.push(`nothing ${sequence}`)),
    ]);
    expect(order).to.deep.equal(["events 2", "nothing 2"]);
  });

  it("reads more records than it takes in one turn", async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => journal.append(someEvents(1, index + 1))));
    expect(await times(journal, 7)).to.have.length(293);
  });

  it("replaces its snapshot, and keeps the events", async () => {
    await journal.append(someEvents(2));
    await journal.saveSnapshot({ sequence: 1, stateVersion: 1, state: "one" });
    await journal.saveSnapshot({ sequence: 2, stateVersion: 1, state: "two ✓" });
    expect(await journal.latestSnapshot()).to.deep.equal({ sequence: 2, stateVersion: 1, state: "two ✓" });
    expect(await times(journal)).to.deep.equal([1, 2]);
  });

  it("appends nothing more once it is closed, and may be closed twice", async () => {
    const last = journal.append(someEvents(1));
    await journal.close();
    await journal.close();
    expect(await last).to.equal(1);
    expect(await journal.append(someEvents(1)).catch((error: unknown) => error)).to.be.instanceOf(
      JournalClosed,
    );
  });

  it("folds to the live state, from the events as from a snapshot and the events after it", async () => {
    const house = startedHouse();
    house.roundWith(0.5);
    await journal.append(house.journal);
    const folded = await foldJournal(journal);
    expect(folded.sequence).to.equal(house.journal.length);
    expect(stateToJson(folded.state)).to.equal(stateToJson(house.state));
    await saveFold(journal, folded);
    house.gather();
    await journal.append(house.journal.slice(folded.sequence));
    const later = await foldJournal(journal);
    expect(later.sequence).to.equal(house.journal.length);
    expect(later.state).to.deep.equal(house.state);
  });

  it("folds from a snapshot alone what the snapshot covers, and passes over one of another version", async () => {
    const house = startedHouse();
    await journal.append(house.journal);
    const marked = { ...house.state, incarnation: 42 };
    await saveFold(journal, { state: marked, sequence: house.journal.length });
    expect((await foldJournal(journal)).state.incarnation).to.equal(42);
    await journal.saveSnapshot({
      sequence: house.journal.length,
      stateVersion: stateVersion + 1,
      state: stateToJson(marked),
    });
    expect((await foldJournal(journal)).state.incarnation).to.equal(1);
  });

  if (!durable) return;

  it("is found again by a later process", async () => {
    await journal.append(someEvents(3));
    await journal.saveSnapshot({ sequence: 2, stateVersion: 1, state: "{}" });
    await journal.close();
    journal = await opened.reopen();
    expect(await times(journal)).to.deep.equal([1, 2, 3]);
    expect(await journal.latestSnapshot()).to.deep.include({ sequence: 2 });
    expect(await journal.append(someEvents(1, 4))).to.equal(4);
    expect(await times(journal)).to.deep.equal([1, 2, 3, 4]);
  });
}
