import { join } from "node:path";

import { writeModelFolder } from "@tributary/node-platform";

import type { Client } from "./deal.ts";

/** A client with its files: plain text, a blank line between speeches. */
export interface Party extends Client {
  /** For file names and processes. */
  readonly name: string;
  readonly home: string;
  readonly trainingPath: string;
  readonly testPath: string;
}

/** Writes what each client has into a folder of its own. @throws UserError if it has files already; StorageError */
export async function writeParties(folder: string, clients: readonly Client[]): Promise<readonly Party[]> {
  const parties = clients.map((client, index): Party => {
    const name = `${index + 1}-${client.speaker.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
    const home = join(folder, name);
    return {
      ...client,
      name,
      home,
      trainingPath: join(home, "training.txt"),
      testPath: join(home, "test.txt"),
    };
  });
  for (const { home, training, test } of parties) {
    await writeModelFolder(
      home,
      new Map([
        ["training.txt", `${training.join("\n\n")}\n`],
        ["test.txt", `${test.join("\n\n")}\n`],
      ]),
    );
  }
  return parties;
}
