import { readFile } from "node:fs/promises";

import { parseDelimited, placeOf } from "@tributary/core/records";
import { UserError, draw, seededRandom, utf8 } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

export const labels = ["ham", "spam"] as const;

/** A message and whether it is spam, as an index into `labels`. */
export interface Message {
  readonly text: string;
  readonly label: number;
}

/** A table of label, tab, text, without a header; quotes are part of the text. @throws UserError naming file and line */
export async function readMessages(path: string): Promise<readonly Message[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new UserError(storageError(error, "read the messages in", path).message, { cause: error });
  }
  const table = parseDelimited(text, { delimiter: "\t", header: false, quotes: false });
  if (!table.ok) throw new UserError(`${path}:${table.error.line}: ${table.error.message}.`);
  const messages = table.value.rows.map((row) => {
    const [name = "", message] = row.fields;
    const label = labels.findIndex((known) => known === name);
    if (message === undefined || label < 0) {
      const { line } = placeOf(row, 0);
      throw new UserError(
        `${path}:${line}: expected ham or spam, a tab and a text, got ${JSON.stringify(name)}.`,
      );
    }
    return { text: message, label };
  });
  if (messages.length === 0) throw new UserError(`${path} holds no message.`);
  return messages;
}

export interface Split {
  /** The messages of each client. */
  readonly clients: readonly (readonly Message[])[];
  /** A fifth of all, which nobody trains on. */
  readonly test: readonly Message[];
}

const held = 0.2;
/** What a client has at least of each label: of fewer nobody could hold any back. */
const least = 4;

/**
 * Holds a fifth back and deals the rest to `count` clients, skewed: the messages of each label go in shares that are drawn
 * uniformly from all there are (a Dirichlet distribution with every alpha 1), so that clients differ in size and in how
 * much of it is spam. Copies of a message stay together: none is in the test and with a client.
 */
export function splitMessages(messages: readonly Message[], count: number, seed: number): Split {
  const chance = (use: string) => draw(seededRandom(utf8(String(seed)), "sms-spam", use));
  const groups = chance("split").shuffle([...copiesOf(messages)]);
  const test: Message[] = [];
  const rest: (readonly Message[])[] = [];
  for (const group of groups) {
    if (test.length < held * messages.length) test.push(...group);
    else rest.push(group);
  }
  const clients = Array.from({ length: count }, (): Message[] => []);
  const { uniform } = chance("deal");
  for (const label of labels.keys()) {
    const own = rest.filter(([first]) => first?.label === label);
    if (own.length < count * least)
      throw new UserError(
        `${count} clients need ${count * least} messages of each label, got ${own.length}.`,
      );
    // Exponential draws, normalised, are one draw of that distribution.
    const shares = clients.map(() => -Math.log(1 - uniform()));
    const total = shares.reduce((sum, share) => sum + share, 0);
    let from = 0;
    let reached = 0;
    for (const [client, share] of shares.entries()) {
      reached += share / total;
      const left = (count - 1 - client) * least;
      const to = Math.min(Math.max(Math.round(reached * own.length), from + least), own.length - left);
      clients[client]?.push(...own.slice(from, to).flat());
      from = to;
    }
  }
  return { clients, test };
}

/** The messages in groups, each of one text. */
function copiesOf(messages: readonly Message[]): Iterable<readonly Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const group = groups.get(message.text);
    if (group === undefined) groups.set(message.text, [message]);
    else group.push(message);
  }
  return groups.values();
}
