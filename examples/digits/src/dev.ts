// A federation to develop pages against: `npm run dev`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { UserError } from "@tributary/core/support";
import { complain, openProcesses, UsageError } from "@tributary/example-kit";

import { runDev } from "./dev-federation.ts";

const usage = `Usage: npm run dev -- [options]

Starts a coordinator and nine writers on this machine, each a process with generated handwriting of its own. They wait
for a tenth: open the address that is printed in a browser.

  --port N               the coordinator's port (default: 7070)
  --rounds N             rounds until the task is complete (default: 12)
  --allow-origin ORIGIN  let pages of another origin take part, such as http://localhost:5173; may be repeated
  --help`;

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => stop.abort(new UserError(`Stopped by ${name}.`)));
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args.help) process.stdout.write(`${usage}\n`);
  else await dev(args);
} catch (thrown) {
  // To be stopped is how this ends well.
  if (!stop.signal.aborted) process.exitCode = complain(thrown, "dev");
}

async function dev(args: ReturnType<typeof readArguments>): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), "tributary-dev-"));
  const processes = openProcesses();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  try {
    await runDev({ ...args, out, signal: stop.signal, processes, say });
    say("The coordinator stays up; try the model on the page. Ctrl-C stops it.");
    await new Promise<void>((resolve) => {
      if (stop.signal.aborted) resolve();
      else stop.signal.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    await processes.stopAll();
    await rm(out, { recursive: true, force: true });
  }
}

function readArguments(given: string[]) {
  const { port = "7070", rounds = "12", help = false, "allow-origin": allowedOrigins = [] } = parsed(given);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port is ${JSON.stringify(port)}; expected a port from 0 to 65535.`);
  }
  if (!/^[1-9]\d{0,2}$/.test(rounds)) {
    throw new UsageError(`--rounds is ${JSON.stringify(rounds)}; expected a whole number from 1 to 999.`);
  }
  return { help, port: Number(port), rounds: Number(rounds), allowedOrigins };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string" },
        rounds: { type: "string" },
        "allow-origin": { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
