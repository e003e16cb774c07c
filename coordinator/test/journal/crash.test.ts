import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { openLmdbJournal } from "../../src/journal/index.ts";
import { entriesOf } from "./contract.ts";

const child = fileURLToPath(new URL("./append-child.js", import.meta.url));

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-crash-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets a child append, kills it once `acknowledgements` were printed, and returns the greatest number that it printed. */
async function appendAndKill(folder: string, acknowledgements: number): Promise<number> {
  const process_ = spawn(process.execPath, [child, folder, "5"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(process_, "exit");
  let acknowledged = 0;
  let lines = 0;
  for await (const line of createInterface({ input: process_.stdout })) {
    acknowledged = Math.max(acknowledged, Number(line));
    if (++lines === acknowledgements) process_.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}

describe("a coordinator that is killed while it appends", function () {
  this.timeout(60_000);

  it("has lost nothing that was acknowledged, has nothing twice, and goes on in order", () =>
    inFolder(async (folder) => {
      let before = 0;
      // Drawn once, by hand; each also continues what the one before left.
      for (const acknowledgements of [1, 7, 40, 113]) {
        const acknowledged = await appendAndKill(folder, acknowledgements);
        const journal = await openLmdbJournal(folder);
        const entries = await entriesOf(journal);
        await journal.close();
        expect(acknowledged).to.be.above(before);
        expect(entries.length).to.be.at.least(acknowledged);
        const numbers = Array.from(entries, (_, index) => index + 1);
        expect(entries.map(({ sequence }) => sequence)).to.deep.equal(numbers);
        expect(entries.map(({ event }) => event.atMs)).to.deep.equal(numbers);
        before = entries.length;
      }
    }));
});

describe("a disk that fills up", function () {
  this.timeout(60_000);

  it("ends appends with a storage error until the journal is folded anew, and keeps what was acknowledged", function () {
    // A limit on the size of files stands in for the disk; Windows has none.
    if (process.platform === "win32") return this.skip();
    return inFolder(async (folder) => {
      const limited = `ulimit -f 200 && exec "$0" "$@"`;
      const process_ = spawn("sh", ["-c", limited, process.execPath, child, folder, "40"], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let errors = "";
      process_.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
      const exited = once(process_, "close");
      const lines: string[] = [];
      for await (const line of createInterface({ input: process_.stdout })) lines.push(line);
      await exited;
      // The library in C says a word of its own, which a program cannot keep from its standard error.
      expect(errors).to.match(/^(Write error: [^\n]*)?$/);
      const report: unknown = JSON.parse(lines.at(-1) ?? "null");
      const acknowledged = Math.max(...lines.slice(0, -1).map(Number));
      expect(report).to.include({ name: "StorageError", fault: "full", again: "refused" });
      expect(report).to.have.property("durable").that.is.at.least(acknowledged);
      const journal = await openLmdbJournal(folder);
      expect((await entriesOf(journal)).length).to.be.at.least(acknowledged);
      await journal.close();
    });
  });
});
