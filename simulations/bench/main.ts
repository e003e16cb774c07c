// `npm run bench`: runs each workspace's bench program as a process of its own, one after the other, and prints all
// rows as one table. See usage.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { repositoryRoot } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

const programs: Readonly<Record<string, string>> = {
  rounds: "coordinator/dist/bench/rounds.js",
  secagg: "coordinator/dist/bench/secagg.js",
  transfer: "coordinator/dist/bench/transfer.js",
  training: "core/training/dist/bench/steps.js",
  transformers: "core/training/dist/bench/transformer-steps.js",
  bytes: "coordinator/dist/bench/method-bytes.js",
};

const usage = `Usage: npm run bench -- [options]

Prints figures of ${Object.keys(programs).join(", ")}, each beside the floor that the same run measured.

  --only NAME  only the programs whose name contains NAME
  --json FILE  write the rows as JSON
  --help`;

async function runProgram(name: string, program: string): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
  try {
    const rowsFile = join(folder, "rows.json");
    const child = spawn(process.execPath, [join(repositoryRoot, program)], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, TRIBUTARY_BENCH_ROWS: rowsFile },
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`the bench "${name}" ended with ${String(code)}`);
    return JSON.parse(await readFile(rowsFile, "utf8")) as readonly BenchRow[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figure(value: number | null): string {
  if (value === null) return "";
  return value.toPrecision(3).replace(/e\+?(-?\d+)$/, "e$1");
}

function table(rows: readonly BenchRow[]): string {
  const cells = [
    ["bench", "of", "value", "unit", "floor", "ratio"],
    ...rows.map(({ name, parameters, value, unit, floor, ratio }) => [
      name,
      Object.entries(parameters)
        .map(([key, setting]) => `${key} ${setting}`)
        .join(", "),
      figure(value),
      unit,
      figure(floor),
      figure(ratio),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 2 || column > 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        only: { type: "string", default: "" },
        json: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

function misused(sentence: string): never {
  console.error(`${sentence}\nTry: npm run bench -- --help`);
  process.exit(2);
}

const options = readOptions();
if (options.help) {
  console.log(usage);
  process.exit();
}
const chosen = Object.entries(programs).filter(([name]) => name.includes(options.only));
if (chosen.length === 0)
  misused(`There is no bench called "${options.only}"; there are ${Object.keys(programs).join(", ")}.`);
console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
const rows: BenchRow[] = [];
for (const [name, program] of chosen) {
  console.log(`running ${name} ...`);
  rows.push(...(await runProgram(name, program)));
}
console.log(`\n${table(rows)}`);
console.log("\nfloor: the same work by the plainest means, measured in the same run; ratio: value / floor.");
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rows, undefined, 2)}\n`);
