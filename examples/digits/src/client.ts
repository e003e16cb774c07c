// One of the demo's ten clients where the demo was given a seed: the library's joinFederation with seeded chance, which
// the shipped tributary-client has no option for. Prints events as tributary-client --json does.
// Arguments: coordinator, data folder, state folder, engine ("" for the best), seed, name.
import { join } from "node:path";

import { joinFederation } from "@tributary/client-node";
import type { ClientEvent } from "@tributary/client-node";
import { seededRandom, UserError, utf8 } from "@tributary/core/support";
import { engineNames } from "@tributary/training";

import { dataFormat } from "./setting.ts";

const [coordinator = "", data = "", folder = "", engineName = "", seed = "", name = ""] =
  process.argv.slice(2);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort(new Error(signal)));

const engine = engineNames.find((known) => known === engineName);
try {
  const result = await joinFederation({
    coordinator,
    data,
    format: dataFormat,
    acceptSealed: true,
    identity: seededRandom(utf8(seed), "client", name, "identity").bytes(32),
    random: seededRandom(utf8(seed), "client", name, "chance"),
    cacheDir: join(folder, "cache"),
    signal: stop.signal,
    onEvent: (event) => process.stdout.write(`${JSON.stringify(documentOf(event))}\n`),
    ...(engine !== undefined && { engine }),
  });
  process.exitCode = result.state === "failed" ? 1 : 0;
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof UserError ? error.message : String(error)}\n`);
}

// The plan and the confusion counts are bulky, and the demo has no use for them.
function documentOf(event: ClientEvent): object {
  switch (event.kind) {
    case "joined":
      return { kind: event.kind, task: event.offer.task };
    case "evaluated":
      return { kind: event.kind, round: event.round, attempt: event.attempt, metrics: event.metrics ?? null };
    default:
      return event;
  }
}
