import { join } from "node:path";

import { commands, federate as run } from "@tributary/example-kit";
import type { ClientCommand, Federation, Processes } from "@tributary/example-kit";

import type { Mode } from "./arguments.ts";
import type { DemoEvent } from "./demo.ts";
import { entryPoint } from "./files.ts";
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

/** Runs the demo's federation (see the kit's federate), and tells of it in the demo's words. */
export async function federate(options: FederateOptions): Promise<Federation> {
  const { out, planPath, privateFolders, processes, signal, mode, onEvent } = options;
  return run({
    out,
    planPath,
    processes,
    signal,
    clients: (invite) =>
      privateFolders.map((folder, writer) => clientCommand(options, invite, folder, `writer-${writer + 1}`)),
    onCoordinator(line) {
      switch (line.event) {
        case "listening":
          onEvent({ kind: "coordinator", url: line.url, mode });
          break;
        case "round-committed":
          onEvent({ kind: "round", line });
          break;
        case "attempt-aborted":
          onEvent({ kind: "aborted", text: line.text });
          break;
        case "task-completed":
        case "task-failed":
          break;
        default:
          line satisfies never;
      }
    },
    onClient: (writer, line) => onEvent({ kind: "client", writer, line }),
  });
}

function clientCommand(
  { out, seed, mode, engineName }: FederateOptions,
  invite: string,
  folder: string,
  name: string,
): ClientCommand {
  const home = join(out, "clients", name);
  if (seed !== undefined)
    return { name, script: entryPoint("client"), args: [invite, folder, home, engineName, seed, name] };
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
  return { name, script: commands.client, args };
}
