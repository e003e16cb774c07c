// Deals a labelled CSV file to clients with label skew, and holds some of its rows back. See usage.
// Writes DIR/client-1/data.csv ... and DIR/held-back.csv, each with the file's header, and a picture of who got what.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { UserError, draw, seededRandom, utf8 } from "@tributary/core/support";
import { UsageError, complain } from "@tributary/example-kit";
import { storageError } from "@tributary/node-platform";
import { dealByDirichlet, partitionPicture } from "@tributary/simulations";
import type { Partition } from "@tributary/simulations";

import { makeFolder, writeText } from "./output-files.ts";

const usage = `Usage: node examples/digits/dist/src/deal.js --data FILE.csv --out DIR [options]

  --clients N        how many share the rows (10)
  --alpha A          the smaller, the fewer labels each has (0.3)
  --hold-back SHARE  of the rows, for scoring (0.2)
  --seed TEXT        another deal for another text (1)
  --help`;

/** Examples that the smallest client must have. */
const minimum = 30;

interface Deal {
  readonly data: string;
  readonly out: string;
  readonly clients: number;
  readonly alpha: number;
  readonly share: number;
  readonly seed: string;
}

try {
  const deal = readDeal(process.argv.slice(2));
  process.stdout.write(`${deal === undefined ? usage : await dealt(deal)}\n`);
} catch (error) {
  process.exitCode = complain(error, "deal");
}

/** Undefined if help is wanted. @throws UsageError */
function readDeal(args: readonly string[]): Deal | undefined {
  const values = parsed(args);
  if (values.help === true) return undefined;
  const { data, out, seed } = values;
  const [clients, alpha, share] = [values.clients, values.alpha, values["hold-back"]].map(Number);
  if (data === undefined || out === undefined)
    throw new UsageError("Expected --data FILE.csv and --out DIR.");
  if (clients === undefined || !Number.isInteger(clients) || clients < 1)
    throw new UsageError(
      `--clients is ${JSON.stringify(values.clients)}; expected a whole number from 1 on.`,
    );
  if (alpha === undefined || !(alpha > 0 && alpha < Infinity))
    throw new UsageError(`--alpha is ${JSON.stringify(values.alpha)}; expected a number above 0.`);
  if (share === undefined || !(share > 0 && share < 1)) {
    const got = JSON.stringify(values["hold-back"]);
    throw new UsageError(`--hold-back is ${got}; expected a share between 0 and 1.`);
  }
  return { data, out, clients, alpha, share, seed };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        out: { type: "string" },
        clients: { type: "string", default: "10" },
        alpha: { type: "string", default: "0.3" },
        "hold-back": { type: "string", default: "0.2" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Writes the files; the answer is the picture. @throws StorageError, UserError */
async function dealt({ data, out, clients, alpha, share, seed }: Deal): Promise<string> {
  const [header = "", ...rows] = (await readText(data)).trim().split(/\r?\n/);
  // The label is the last column.
  const labelOf = (row: string): string => row.slice(row.lastIndexOf(",") + 1);
  const order = draw(seededRandom(utf8(seed), "hold back")).shuffle([...rows]);
  const heldBack = order.slice(0, Math.round(share * rows.length));
  const kept = order.slice(heldBack.length);
  const names = [...new Set(rows.map(labelOf))].sort();
  const labels = kept.map((row) => names.indexOf(labelOf(row)));
  let partition: Partition;
  try {
    partition = dealByDirichlet(labels, { clients, alpha, minimum }, seededRandom(utf8(seed), "deal"));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `The ${kept.length} rows of ${data} cannot be dealt so that each of ${clients} clients has ${minimum}; ` +
        "give fewer --clients, a greater --alpha, or more rows.",
    );
  }
  const write = (file: string, own: readonly string[]): Promise<void> =>
    writeText(file, `${[header, ...own].join("\n")}\n`);
  for (const [client, own] of partition.entries()) {
    const home = join(out, `client-${client + 1}`);
    await makeFolder(home);
    await write(
      join(home, "data.csv"),
      own.map((place) => kept[place] ?? ""),
    );
  }
  await write(join(out, "held-back.csv"), heldBack);
  return `${partitionPicture(labels, names, partition)}\nheld back: ${heldBack.length}`;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw storageError(error, "read", path);
  }
}
