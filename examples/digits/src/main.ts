// The demo: `npm run demo`. See usage in arguments.ts.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { UserError } from "@tributary/core/support";
import { complain, openProcesses } from "@tributary/example-kit";

import { readArguments, usage } from "./arguments.ts";
import type { DemoArguments } from "./arguments.ts";
import { closingText, limitsOf, nextCommands } from "./closing.ts";
import { runDemo } from "./demo.ts";
import { checkWritable, makeFolder, writeText } from "./output-files.ts";
import { reportPage } from "./page.ts";
import { jsonView, peopleView } from "./views.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => stop.abort(new UserError(`Stopped by ${name}.`)));
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args.help) process.stdout.write(`${usage}\n`);
  else await demo(args);
} catch (thrown) {
  // What was under way when the demo was told to stop fails in its own way; the reason is what counts.
  process.exitCode = complain(stop.signal.aborted ? stop.signal.reason : thrown, "demo");
}

async function demo(args: DemoArguments): Promise<void> {
  const out = args.out === undefined ? await mkdtemp(join(tmpdir(), "tributary-demo-")) : resolve(args.out);
  // Minutes before they are written: a mistake here must not cost a run.
  await makeFolder(out);
  if (args.report !== undefined) await checkWritable(args.report);
  const terminal = {
    write: (text: string) => void process.stdout.write(text),
    isTerminal: process.stdout.isTTY,
    get columns() {
      return process.stdout.columns ?? 80;
    },
  };
  const nowMs = (): number => performance.now();
  const view = args.json ? jsonView(terminal) : peopleView(terminal, nowMs, args.rounds);
  const processes = openProcesses();
  try {
    view.begin(out, args.seed);
    const result = await runDemo({ ...args, out, signal: stop.signal, processes, nowMs, onEvent: view.show });
    const { report, mode, lines, pictures, federation, data } = result;
    const limits = limitsOf(mode);
    const commands = nextCommands(report.model.path, data);
    const page = join(out, "report.html");
    view.end(report, closingText(report, pictures, commands, limits, page));
    await writeText(page, reportPage(report, lines, pictures, limits, commands));
    if (args.report !== undefined) await writeText(args.report, `${JSON.stringify(report, undefined, 2)}\n`);
    if (args.keep) {
      view.note(`The coordinator stays up at ${federation.url}; press Ctrl-C to stop it.`);
      await raised(stop.signal);
    }
  } finally {
    view.leave();
    await processes.stopAll();
  }
}

function raised(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      // The coordinator's open output keeps this process alive until then.
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
}
