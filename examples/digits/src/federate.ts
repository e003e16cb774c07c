import { join } from "node:path";

import { UserError } from "@tributary/core/support";

import type { Mode } from "./arguments.ts";
import type { DemoEvent } from "./demo.ts";
import { commands, entryPoint } from "./files.ts";
import type { RoundLine } from "./lines.ts";
import { readClientLine, readCoordinatorLine } from "./lines.ts";
import type { Processes, Started } from "./processes.ts";
import { dataFlags } from "./setting.ts";

export interface FederateOptions {
  readonly out: string;
  readonly planPath: string;
  /** One client is started for each. */
  readonly privateFolders: readonly string[];
  readonly mode: Mode;
  readonly seed: string | undefined;
  readonly engineName: string;
  readonly signal: AbortSignal;
  readonly processes: Processes;
  readonly onEvent: (event: DemoEvent) => void;
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
  const { out, planPath, privateFolders, processes, signal, onEvent } = options;
  const dataDir = join(out, "coordinator");
  const lines: RoundLine[] = [];
  const listening = deferred<{ readonly url: string; readonly invite: string }>();
  const completed = deferred<void>();
  const serve = ["--plan", planPath, "--data-dir", dataDir, "--port", "0", "--json"];
  const coordinator = processes.start("coordinator", commands.coordinator, serve, (text) => {
    const line = readCoordinatorLine(text);
    switch (line?.event) {
      case undefined:
        break;
      case "listening":
        listening.resolve(line);
        break;
      case "round-committed":
        lines.push(line);
        onEvent({ kind: "round", line });
        break;
      case "attempt-aborted":
        onEvent({ kind: "aborted", text: line.text });
        break;
      case "task-completed":
        completed.resolve();
        break;
      case "task-failed":
        completed.reject(new UserError(line.text));
        break;
      default:
        line satisfies never;
    }
  });
  // Whatever ends this early is told once; the promises that nobody waits for any more are not unhandled.
  const failure = Promise.race([ended(coordinator), raised(signal)]);
  for (const promise of [failure, completed.promise, listening.promise]) promise.catch(() => undefined);

  const { url, invite } = await Promise.race([listening.promise, failure]);
  onEvent({ kind: "coordinator", url, mode: options.mode });
  const clients = privateFolders.map((folder, writer) => {
    const name = `writer-${writer + 1}`;
    const home = join(out, "clients", name);
    const command = clientCommand(options, invite, folder, home, name);
    return processes.start(name, command.script, command.args, (text) => {
      const line = readClientLine(text);
      if (line !== undefined) onEvent({ kind: "client", writer, line });
    });
  });
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

function clientCommand(
  { seed, mode, engineName }: FederateOptions,
  invite: string,
  folder: string,
  home: string,
  name: string,
): { readonly script: string; readonly args: readonly string[] } {
  if (seed !== undefined)
    return { script: entryPoint("client"), args: [invite, folder, home, engineName, seed, name] };
  const engine = engineName === "" ? [] : ["--engine", engineName];
  const own = ["--identity", join(home, "identity.json"), "--cache-dir", join(home, "cache")];
  const args = [
    "--coordinator",
    invite,
    "--data",
    folder,
    ...dataFlags,
    ...own,
    ...engine,
    ...(mode === "sealed" ? ["--accept-sealed"] : []),
    "--json",
  ];
  return { script: commands.client, args };
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
