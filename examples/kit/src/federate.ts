import { join } from "node:path";

import { UserError } from "@tributary/core/support";

import { commands } from "./commands.ts";
import { readClientLine, readCoordinatorLine } from "./lines.ts";
import type { ClientLine, CoordinatorLine, RoundLine } from "./lines.ts";
import type { Processes, Started } from "./processes.ts";

/** A client's process: a script and its arguments. */
export interface ClientCommand {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

export interface FederateOptions {
  /** Where the coordinator's data folder and the exported model go. */
  readonly out: string;
  readonly planPath: string;
  /** The clients to start, once the address that they are invited to is known. */
  readonly clients: (invite: string) => readonly ClientCommand[];
  /** Default: any that is free. */
  readonly port?: number;
  /** Further arguments of the coordinator. */
  readonly serve?: readonly string[];
  readonly signal: AbortSignal;
  readonly processes: Processes;
  readonly onCoordinator?: (line: CoordinatorLine) => void;
  /** By the client's place in the list. */
  readonly onClient?: (client: number, line: ClientLine) => void;
}

export interface Federation {
  /** The coordinator's address. */
  readonly url: string;
  readonly dataDir: string;
  /** Committed rounds, in order. */
  readonly lines: readonly RoundLine[];
  /** The exported model. */
  readonly modelPath: string;
}

/**
 * Starts a coordinator and its clients, each as a process of its own, waits until the task is completed, and exports
 * its best model. The clients have ended when it resolves, the coordinator goes on.
 * @throws UserError with what the process at fault wrote; the signal's reason
 */
export async function federate(options: FederateOptions): Promise<Federation> {
  const { out, planPath, processes, signal } = options;
  const dataDir = join(out, "coordinator");
  const lines: RoundLine[] = [];
  const listening = deferred<{ readonly url: string; readonly invite: string }>();
  const completed = deferred<void>();
  const where = ["--plan", planPath, "--data-dir", dataDir, "--port", String(options.port ?? 0)];
  const serve = [...where, ...(options.serve ?? []), "--json"];
  const coordinator = processes.start("coordinator", commands.coordinator, serve, (text) => {
    const line = readCoordinatorLine(text);
    if (line === undefined) return;
    if (line.event === "round-committed") lines.push(line);
    options.onCoordinator?.(line);
    if (line.event === "listening") listening.resolve(line);
    if (line.event === "task-completed") completed.resolve();
    if (line.event === "task-failed") completed.reject(new UserError(line.text));
  });
  // Whatever ends this early is told once; the promises that nobody waits for any more are not unhandled.
  const failure = Promise.race([ended(coordinator), raised(signal)]);
  for (const promise of [failure, completed.promise, listening.promise]) promise.catch(() => undefined);

  const { url, invite } = await Promise.race([listening.promise, failure]);
  const clients = options.clients(invite).map(({ name, script, args }, index) =>
    processes.start(name, script, args, (text) => {
      const line = readClientLine(text);
      if (line !== undefined) options.onClient?.(index, line);
    }),
  );
  const lost = Promise.race(clients.map(failed));
  lost.catch(() => undefined);
  await Promise.race([completed.promise, failure, lost]);
  await Promise.race([Promise.all(clients.map((client) => client.ended)), failure]);

  const modelPath = join(out, "model.safetensors");
  const exporting = processes.start(
    "export",
    commands.coordinator,
    ["export", "--data-dir", dataDir, "--out", modelPath, "--json"],
    () => undefined,
  );
  await Promise.race([exporting.ended, failure]);
  if ((await exporting.ended) !== 0)
    throw new UserError(`The model could not be exported: ${exporting.complaints()}`);
  return { url, dataDir, lines, modelPath };
}

// Rejects when the process ends, whatever its status: a coordinator has no reason to.
async function ended(process: Started): Promise<never> {
  const status = await process.ended;
  throw new UserError(`The ${process.name} ended early (status ${status}): ${process.complaints()}`);
}

// Rejects when the process fails, and stays silent when it ends well.
async function failed(process: Started): Promise<never> {
  const status = await process.ended;
  if (status === 0) return new Promise(() => undefined);
  throw new UserError(`${process.name} failed (status ${status}): ${process.complaints()}`);
}

function raised(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

// Promise.withResolvers, which Node 20 lacks.
function deferred<Value>(): Deferred<Value> {
  const ends: { resolve: Deferred<Value>["resolve"]; reject: Deferred<Value>["reject"] } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  const promise = new Promise<Value>((resolve, reject) => Object.assign(ends, { resolve, reject }));
  return { promise, resolve: (value) => ends.resolve(value), reject: (reason) => ends.reject(reason) };
}
