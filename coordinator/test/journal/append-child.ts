import { writeSync } from "node:fs";

import { openLmdbJournal, quietLmdb } from "../../src/journal/index.ts";
import { someEvents } from "./contract.ts";

// Appends until it is killed, and prints each acknowledged sequence number; what goes wrong is printed as JSON.
// Arguments: the folder, and how many events a list has at most.
const [folder = "", longest = "3"] = process.argv.slice(2);

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

quietLmdb(console);
const journal = await openLmdbJournal(folder);
let sent = 0;
try {
  for await (const { sequence } of journal.read()) sent = sequence;
  for (;;) {
    // Some at once, some one after the other.
    const lists = Array.from({ length: 1 + (sent % 4) }, () => {
      const count = 1 + (sent % Number(longest));
      const first = sent + 1;
      sent += count;
      return journal.append(someEvents(count, first)).then((sequence) => say(String(sequence)));
    });
    const outcomes = await Promise.allSettled(lists);
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }
} catch (error) {
  const name = error instanceof Error ? error.name : "";
  const fault = typeof error === "object" && error !== null && "fault" in error ? error.fault : null;
  const again = await journal.append(someEvents(1)).then(
    () => "appended",
    () => "refused",
  );
  await journal.reset();
  let durable = 0;
  for await (const { sequence } of journal.read()) durable = sequence;
  say(JSON.stringify({ name, fault, again, durable }));
  process.exit(0);
}
