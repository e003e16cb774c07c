import { mkdtemp, open as openFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";

import { UserError } from "@tributary/core/support";
import { StorageError } from "@tributary/node-platform";
import { expect } from "chai";
import { open as openLmdb } from "lmdb";

import { JournalDamaged, openLmdbJournal, readLmdbJournal } from "../../src/journal/index.ts";
import { encodeRecord, recordVersion } from "../../src/journal/record.ts";
import { entriesOf, journalContract, someEvents } from "./contract.ts";

const failed = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("the journal in LMDB", function () {
  this.timeout(20_000);
  const folders: string[] = [];
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), "tributary-journal-"));
    folders.push(folder);
    return folder;
  };
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  journalContract(async () => {
    const folder = await newFolder();
    return { journal: await openLmdbJournal(folder), reopen: () => openLmdbJournal(folder) };
  }, true);

  /** A folder whose journal of three records (1, 2-3, 4) was changed behind its back. */
  async function tampered(
    change: (records: {
      get(key: number): Buffer | undefined;
      put(key: number, value: Buffer): Promise<boolean>;
      remove(key: number): Promise<boolean>;
    }) => Promise<unknown>,
  ) {
    const folder = await newFolder();
    const journal = await openLmdbJournal(folder);
    await journal.append(someEvents(1, 1));
    await journal.append(someEvents(2, 2));
    await journal.append(someEvents(1, 4));
    await journal.close();
    const root = openLmdb({ path: join(folder, "journal.lmdb"), encoding: "binary", maxDbs: 2 });
    await change(root.openDB<Buffer, number>({ name: "records", encoding: "binary" }));
    await root.close();
    return folder;
  }

  async function foldingError(folder: string): Promise<JournalDamaged> {
    const journal = await openLmdbJournal(folder);
    try {
      await entriesOf(journal);
    } catch (error) {
      if (error instanceof JournalDamaged) return error;
      throw error;
    } finally {
      await journal.close();
    }
    throw new Error("the journal was read to its end");
  }

  const damages: Readonly<Record<string, (file: FileHandle) => Promise<unknown>>> = {
    "whose first 8 KiB are overwritten": (file) => file.write(new Uint8Array(8_192).fill(7), 0, 8_192, 0),
    "whose first page is zeros": (file) => file.write(new Uint8Array(4_096), 0, 4_096, 0),
    "whose second page is another": (file) => file.write(new Uint8Array(64).fill(7), 0, 64, 4_096),
    "of another version": (file) => file.write(Uint8Array.of(9), 0, 1, 28),
    "whose pages have no size": (file) => file.write(new Uint8Array(4), 0, 4, 48),
    "that ends in its first page": (file) => file.truncate(100),
    "that ends in its second page": (file) => file.truncate(4_100),
    "that has lost its tree": (file) => file.truncate(8_192),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`refuses a file ${what}, which LMDB itself would not survive`, async () => {
      const folder = await tampered(async () => undefined);
      const file = await openFile(join(folder, "journal.lmdb"), "r+");
      await damage(file);
      await file.close();
      for (const open of [openLmdbJournal, readLmdbJournal]) {
        const error = await failed(open(folder));
        expect(error).to.be.instanceOf(JournalDamaged);
        expect(String(error)).to.match(
          /journal\.lmdb is damaged or no journal: .*Restore the data folder from a backup\.$/,
        );
      }
    });
  }

  it("begins anew in an empty file, as a start that was cut off leaves it, and says so to who only looks", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "journal.lmdb"), "");
    const error = await failed(readLmdbJournal(folder));
    expect(String(error)).to.match(/journal\.lmdb is empty: nothing was recorded yet\.$/);
    const journal = await openLmdbJournal(folder);
    expect(await journal.append(someEvents(1, 1))).to.equal(1);
    await journal.close();
  });

  it("refuses a damaged record, naming its sequence number", async () => {
    const folder = await tampered(async (records) => {
      const bytes = Buffer.from(records.get(2) ?? []);
      bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
      await records.put(2, bytes);
    });
    const error = await foldingError(folder);
    expect(error.sequence).to.equal(2);
    expect(error.message).to.equal(
      "The journal's record at sequence 2 is damaged (its checksum is wrong). Restore the data folder from a backup.",
    );
  });

  it("refuses to open if the last record is damaged, and frees the folder", async () => {
    const folder = await tampered((records) => records.put(4, Buffer.from([1, 2])));
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await failed(openLmdbJournal(folder)))
        .to.be.instanceOf(JournalDamaged)
        .and.include({ sequence: 4 });
    }
  });

  it("refuses a record of a later format, and says which release can read it", async () => {
    const folder = await tampered(async (records) => {
      const { crc32 } = await import("node:zlib");
      const payload = Buffer.from(JSON.stringify({ version: recordVersion + 1, sequence: 2, events: [] }));
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32BE(crc32(payload));
      await records.put(2, Buffer.concat([checksum, payload]));
    });
    const error = await foldingError(folder);
    expect(error.message).to.equal(
      "The journal's record at sequence 2 has format 2, this release reads up to 1. Start the release that wrote it, or a newer one.",
    );
  });

  it("refuses a missing record and one in another's place", async () => {
    const missing = await foldingError(await tampered((records) => records.remove(2)));
    expect(missing).to.include({ sequence: 2 });
    expect(missing.message).to.include("has no record at sequence 2 (the next is at 4)");
    const misplaced = await foldingError(
      await tampered((records) => records.put(2, encodeRecord(1, someEvents(2)))),
    );
    expect(misplaced.message).to.include("is not one of this coordinator's");
  });

  it("passes over a snapshot that is ahead of the events", async () => {
    const folder = await newFolder();
    const journal = await openLmdbJournal(folder);
    await journal.append(someEvents(1));
    await journal.saveSnapshot({ sequence: 2, stateVersion: 1, state: "{}" });
    expect(await journal.latestSnapshot()).to.equal(undefined);
    await journal.close();
  });

  it("lets others read while it writes, and refuses what they would write", async () => {
    const folder = await newFolder();
    const journal = await openLmdbJournal(folder);
    await journal.append(someEvents(2));
    const reader = await readLmdbJournal(folder);
    expect(await entriesOf(reader)).to.have.length(2);
    expect(await failed(reader.append(someEvents(1)))).to.be.instanceOf(StorageError);
    expect(await failed(reader.saveSnapshot({ sequence: 1, stateVersion: 1, state: "" }))).to.be.instanceOf(
      StorageError,
    );
    await reader.close();
    await journal.append(someEvents(1, 3));
    await journal.close();
  });

  it("says that there is no journal to read", async () => {
    const error = await failed(readLmdbJournal(join(await newFolder(), "nowhere")));
    expect(error).to.be.instanceOf(StorageError).and.include({ fault: "missing" });
  });

  describe("its lock", () => {
    const lockOf = (folder: string) => join(folder, "coordinator.0123456789abcdef.lock");

    it("keeps a second coordinator out, naming the first, until the first closes", async () => {
      const folder = await newFolder();
      const journal = await openLmdbJournal(folder);
      const error = await failed(openLmdbJournal(folder));
      expect(error).to.be.instanceOf(UserError);
      expect(String(error)).to.include(`The data folder ${folder} is in use by process ${process.pid}.`);
      await journal.append(someEvents(1));
      await journal.close();
      await (await openLmdbJournal(folder)).close();
    });

    it("is taken over from a process that was killed, also if its number was given to another", async () => {
      const folder = await newFolder();
      const host = hostname();
      const { pid } = process;
      for (const owner of [
        { pid: 2 ** 22 + 1, startedTicks: "1", host },
        { pid, startedTicks: "1", host },
        "rubbish",
      ]) {
        await writeFile(lockOf(folder), JSON.stringify(owner));
        const journal = await openLmdbJournal(folder);
        const locks = (await readdir(folder)).filter((name) => name.startsWith("coordinator."));
        expect(locks).to.have.length(1);
        expect(locks).to.not.include(basename(lockOf(folder)));
        await journal.close();
      }
    });

    it("is respected on a folder that another machine uses, with advice", async () => {
      const folder = await newFolder();
      await writeFile(
        lockOf(folder),
        JSON.stringify({ pid: 7, startedTicks: null, host: "elsewhere.example" }),
      );
      const error = await failed(openLmdbJournal(folder));
      expect(String(error)).to.include("by process 7 on the machine elsewhere.example").and.include("delete");
    });

    it("is taken over from another machine once nothing was written to it for half a minute", async () => {
      const folder = await newFolder();
      const foreign = { pid: 1, startedTicks: null, host: "gone.example" };
      const writtenAgo = async (seconds: number) => {
        const time = Date.now() / 1000 - seconds;
        await writeFile(lockOf(folder), JSON.stringify(foreign));
        await utimes(lockOf(folder), time, time);
      };
      await writtenAgo(20);
      expect(await failed(openLmdbJournal(folder))).to.be.instanceOf(UserError);
      await writtenAgo(31);
      const journal = await openLmdbJournal(folder);
      expect(await readdir(folder)).to.not.include(basename(lockOf(folder)));
      await journal.close();
    });

    it("goes to one of many that come at once, or to none, and is free again afterwards", async () => {
      const folder = await newFolder();
      const stale = JSON.stringify({ pid: 2 ** 22 + 1, startedTicks: "1", host: hostname() });
      for (let turn = 0; turn < 5; turn++) {
        await writeFile(lockOf(folder), stale);
        const results = await Promise.allSettled(Array.from({ length: 6 }, () => openLmdbJournal(folder)));
        const opened = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
        expect(opened.length).to.be.at.most(1);
        for (const journal of opened) await journal.close();
        await (await openLmdbJournal(folder)).close();
      }
    });
  });
});
