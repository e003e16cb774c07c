import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { sealUpdate } from "@tributary/core/identity";
import { trainableLayout } from "@tributary/core/model";
import { encodePayload } from "@tributary/core/ring";
import { sealingKeyOf } from "@tributary/core/rounds";
import { fromHex, taskId } from "@tributary/core/support";
import type { FederationTransport } from "@tributary/core/wire";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import { grpcTransport } from "../test/support/grpc-transport.ts";
import { scriptedClient } from "../test/support/scripted-client.ts";
import type { Assigned, ScriptedClient } from "../test/support/scripted-client.ts";
import { startServer } from "./process-figures.ts";
import type { Server } from "./process-figures.ts";

const coordinatorScript = fileURLToPath(new URL("../src/main.js", import.meta.url));
const floorScript = fileURLToPath(new URL("bare-sum.js", import.meta.url));
const labels = 10;

/** The task of every bench of the coordinator. */
export const benchTask = taskId("bench");

export interface Setting {
  readonly parameters: number;
  readonly clients: number;
}

/** A coordinator's process and clients that have enrolled and that train nothing. */
export interface BenchFederation {
  readonly server: Server;
  readonly clients: readonly ScriptedClient[];
  /** The sealed update of a client; all hold the same integers. */
  seal(client: ScriptedClient, place: Assigned): Uint8Array;
}

function planOf({ parameters, clients }: Setting, mode: "sealed" | "secure"): string {
  return JSON.stringify({
    task: benchTask,
    base: "random",
    model: { family: "mlp" },
    labels: Array.from({ length: labels }, (_, i) => String(i)),
    input: { kind: "features", size: parameters / labels - 1 },
    tuning: { method: "full" },
    rounds: { maximum: 1 },
    cohort: { goal: clients, minimum: clients, minSurvivors: clients, overSelection: 1 },
    privacy: { mode, clip: 1 },
    precision: "F16",
  });
}

/** Runs `use` with a coordinator that opened its first round and a connection for each client, and ends them. */
export async function withCoordinator<Value>(
  setting: Setting,
  mode: "sealed" | "secure",
  use: (server: Server, transports: readonly FederationTransport[]) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
  try {
    const plan = join(folder, "plan.json");
    await writeFile(plan, planOf(setting, mode));
    const common = ["--data-dir", join(folder, "var"), "--port", "0"];
    // Making the first model takes more memory than any round; the process that is measured did not make it.
    await (await startServer(coordinatorScript, ["--plan", plan, ...common])).stop();
    const server = await startServer(coordinatorScript, common);
    const transports = Array.from({ length: setting.clients }, () =>
      grpcTransport(`127.0.0.1:${server.port}`),
    );
    try {
      return await use(server, transports);
    } finally {
      await Promise.all(transports.map((transport) => transport.close()));
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same in mode sealed with clients that have enrolled. */
export function withFederation<Value>(
  setting: Setting,
  use: (federation: BenchFederation) => Promise<Value>,
): Promise<Value> {
  return withCoordinator(setting, "sealed", async (server, transports) => {
    const clients = await Promise.all(
      transports.map((transport, i) => scriptedClient(transport, i + 1, benchTask)),
    );
    await enrol(clients);
    let payload: Uint8Array | undefined;
    return use({
      server,
      clients,
      seal({ connection, offer }, { descriptor, descriptorDigest }) {
        const layout = trainableLayout(offer.plan);
        payload ??= encodePayload(
          { layout, profile: descriptor.encoding.profile, classes: labels },
          Int32Array.from({ length: layout.size }, (_, i) => (i % 7) - 3),
          {
            count: 1,
            weightUnits: 65_536,
            unclipped: 1,
            exampleCount: 0,
            lossSum: 0,
            counts: new Uint32Array(labels * labels),
          },
        );
        const context = { descriptor: descriptorDigest, client: connection.client };
        return sealUpdate(payload, fromHex(sealingKeyOf(descriptor)), context, nodePrimitives, nodeRandom);
      },
    });
  });
}

/** The first call that needs a token enrols its client, which happens once in a client's life. */
export async function enrol(clients: readonly Pick<ScriptedClient, "connection">[]): Promise<void> {
  for (const { connection } of clients) await connection.getReceipts(benchTask, 1, 1);
}

/** Runs `use` with the floor's server (bare-sum.ts). */
export async function withFloor<Value>(
  parameters: number,
  use: (server: Server) => Promise<Value>,
): Promise<Value> {
  const server = await startServer(floorScript, [String(parameters)]);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}
