// Deals a labelled CSV file to clients with label skew, and holds some of its rows back:
// node examples/digits/dist/src/deal.js --data FILE.csv --out DIR [--clients 10] [--alpha 0.3] [--hold-back 0.2] [--seed 1]
// Writes DIR/client-1/data.csv ... and DIR/held-back.csv, each with the file's header, and a picture of who got what.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { draw, seededRandom, utf8 } from "@tributary/core/support";
import { dealByDirichlet, partitionPicture } from "@tributary/simulations";

/** Examples that the smallest client must have. */
const minimum = 30;

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string" },
    clients: { type: "string", default: "10" },
    alpha: { type: "string", default: "0.3" },
    "hold-back": { type: "string", default: "0.2" },
    seed: { type: "string", default: "1" },
  },
});
const { data, out, seed } = values;
const clients = Number(values.clients);
const alpha = Number(values.alpha);
const share = Number(values["hold-back"]);
const usable = Number.isInteger(clients) && clients > 0 && alpha > 0 && share > 0 && share < 1;
if (data === undefined || out === undefined || !usable) {
  process.stderr.write(
    "Expected --data FILE.csv --out DIR, --clients from 1, --alpha above 0 and --hold-back between 0 and 1.\n",
  );
  process.exitCode = 2;
} else {
  await deal(data, out);
}

async function deal(path: string, folder: string): Promise<void> {
  const [header = "", ...rows] = (await readFile(path, "utf8")).trim().split(/\r?\n/);
  // The label is the last column.
  const labelOf = (row: string): string => row.slice(row.lastIndexOf(",") + 1);
  const order = draw(seededRandom(utf8(seed), "hold back")).shuffle([...rows]);
  const heldBack = order.slice(0, Math.round(share * rows.length));
  const dealt = order.slice(heldBack.length);
  const names = [...new Set(rows.map(labelOf))].sort();
  const labels = dealt.map((row) => names.indexOf(labelOf(row)));
  const partition = dealByDirichlet(labels, { clients, alpha, minimum }, seededRandom(utf8(seed), "deal"));
  const write = async (file: string, own: readonly string[]): Promise<void> =>
    writeFile(file, `${[header, ...own].join("\n")}\n`);
  for (const [client, own] of partition.entries()) {
    const home = join(folder, `client-${client + 1}`);
    await mkdir(home, { recursive: true });
    await write(
      join(home, "data.csv"),
      own.map((place) => dealt[place] ?? ""),
    );
  }
  await write(join(folder, "held-back.csv"), heldBack);
  process.stdout.write(`${partitionPicture(labels, names, partition)}\nheld back: ${heldBack.length}\n`);
}
