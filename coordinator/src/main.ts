#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";

import { UserError } from "@tributary/core/support";
import { StorageError, nodeClock } from "@tributary/node-platform";

import { UnusableBlob } from "./blobs/index.ts";
import {
  createTaskThere,
  exportModel,
  listClients,
  listRounds,
  listTasks,
  makeOrganisationKey,
  orderTask,
  revokeClient,
  release,
  serve,
  showRoster,
  signRoster,
} from "./commands/index.ts";
import { UsageError, readCommandLine, usage } from "./config/index.ts";
import type { ExportSettings, Invocation } from "./config/index.ts";
import { quietLmdb } from "./journal/index.ts";
import { bytes, createLog } from "./observe/index.ts";

const succeeded = 0;
const failed = 1;
const misused = 2;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

let serving = false;
quietLmdb(console);

// Whoever read our output has gone (as `head` does). A service goes on without; a command has nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (!serving) process.exit();
  });
}

/** Raised by the first SIGINT or SIGTERM; the second ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(128 + number);
      controller.abort();
    });
  }
  return controller.signal;
}

async function run(invocation: Invocation): Promise<number> {
  switch (invocation.command) {
    case "help":
      print(usage);
      return succeeded;
    case "version":
      print(release());
      return succeeded;
    case "tasks":
      print(await listTasks(invocation.settings));
      return succeeded;
    case "rounds":
      print(await listRounds(invocation.settings));
      return succeeded;
    case "export":
      print(await exported(invocation.settings));
      return succeeded;
    case "roster key":
      print(await makeOrganisationKey(invocation.settings));
      return succeeded;
    case "roster sign":
      print(await signRoster(invocation.settings, nodeClock.nowMs()));
      return succeeded;
    case "roster show":
      print(await showRoster(invocation.settings, nodeClock.nowMs()));
      return succeeded;
    case "task create":
      print(await createTaskThere(invocation.settings));
      return succeeded;
    case "task pause":
      print(await orderTask("PauseTask", invocation.settings));
      return succeeded;
    case "task resume":
      print(await orderTask("ResumeTask", invocation.settings));
      return succeeded;
    case "client list":
      print(await listClients(invocation.settings));
      return succeeded;
    case "client revoke":
      print(await revokeClient(invocation.settings));
      return succeeded;
    case "serve": {
      serving = true;
      // Uploads are memory outside V8's heap, on account of which it marks the heap again and again, step by step. All at
      // once takes some 10 ms for a heap as small as this one, and half the CPU time of an upload.
      setFlagsFromString("--no-incremental-marking");
      const { json, logLevel: level } = invocation.settings;
      const log = createLog({ json, level, write: (line) => process.stdout.write(line) });
      return serve(invocation.settings, log, stopSignal());
    }
    default:
      return invocation satisfies never;
  }
}

async function exported(settings: ExportSettings): Promise<string> {
  const model = await exportModel(settings);
  if (settings.json) return JSON.stringify(model);
  const hashed = model.format === "safetensors" ? "SHA-256" : "SHA-256 of its weights";
  const { path, round, task, sizeBytes, sha256, kept } = model;
  const note =
    kept === null ? "" : `\nEach client kept a ${kept} of its own: the one in there is as the task began.`;
  return `${path}: the model of round ${round} of task ${task}, ${bytes(sizeBytes)}, ${hashed} ${sha256}${note}`;
}

function reported(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(
      `${error.message}${error.message.endsWith("?") ? "" : "."}\nSee tributary-coordinator --help.\n`,
    );
    return misused;
  }
  if (error instanceof UserError || error instanceof StorageError || error instanceof UnusableBlob) {
    process.stderr.write(`${error.message}\n`);
    return failed;
  }
  process.stderr.write(
    `The coordinator failed unexpectedly: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return failed;
}

try {
  process.exitCode = await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
  process.exitCode = reported(error);
}
