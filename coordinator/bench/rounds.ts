// CPU time and peak memory of the coordinator's process for one round with clients that do not train: each checks in,
// downloads the model, says READY, uploads a sealed update and commits it, all over gRPC with signatures, hashes and
// durable acknowledgements. The floor is bare-sum.ts under the same bytes. A round in mode secure has rows of its own:
// nobody drops out, and the masks of all are taken off the sum. Linux only: the figures come from /proc.
import { connect as connectSocket } from "node:net";

import { threadedMasks } from "@tributary/node-platform";
import { benchRow, leaveRows } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

import { keyOf } from "../test/support/scripted-client.ts";
import type { Assigned, ScriptedClient } from "../test/support/scripted-client.ts";
import { secureClient } from "../test/support/secure-client.ts";
import { benchTask, enrol, withCoordinator, withFederation, withFloor } from "./federation.ts";
import type { Setting } from "./federation.ts";
import { figuresOf } from "./process-figures.ts";
import type { ProcessFigures } from "./process-figures.ts";

/** Transfers under way at once; more only wait for the same cores. */
const lanes = 10;

/** Runs `work` for each item, so many at a time. */
async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

interface Place {
  readonly client: ScriptedClient;
  readonly assigned: Assigned;
}

function ourRound(setting: Setting): Promise<ProcessFigures & { readonly wallSeconds: number }> {
  return withFederation(setting, async ({ server, clients, seal }) => {
    const before = await figuresOf(server.pid);
    const begun = performance.now();
    const places: readonly Place[] = await Promise.all(
      clients.map(async (client) => ({ client, assigned: await client.assigned() })),
    );
    const [first] = places;
    if (first === undefined) throw new RangeError("a round needs a client");
    const key = keyOf(first.assigned);
    const size = seal(first.client, first.assigned).length;
    await inLanes(places, async ({ client: { connection }, assigned }) => {
      for await (const piece of connection.download(benchTask, assigned.model.digest, 0)) void piece;
      const ready = await connection.ready(key, assigned.descriptorDigest, size);
      if (ready.kind === "refused") throw new Error(`READY was refused: ${ready.refusal.detail}`);
    });
    await inLanes(places, async ({ client, assigned }) => {
      const refusal = await client.send(key, seal(client, assigned));
      if (refusal !== undefined) throw new Error(`the update was refused: ${refusal.detail}`);
    });
    const outcome = await first.client.ended(key);
    if (outcome.kind !== "committed") throw new Error(`the round ended ${outcome.kind}`);
    const wallSeconds = (performance.now() - begun) / 1000;
    const after = await figuresOf(server.pid);
    return { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds, wallSeconds };
  });
}

function secureRound(setting: Setting): Promise<ProcessFigures> {
  return withCoordinator(setting, "secure", async (server, transports) => {
    const masks = threadedMasks();
    try {
      const clients = await Promise.all(
        transports.map((transport, i) => secureClient(transport, i + 1, benchTask, { masks })),
      );
      await enrol(clients);
      const before = await figuresOf(server.pid);
      const places = await Promise.all(
        clients.map(async (client) => ({ client, place: await client.assigned() })),
      );
      await Promise.all(
        places.map(async ({ client: { connection }, place }) => {
          for await (const piece of connection.download(benchTask, place.model.digest, 0)) void piece;
        }),
      );
      const outcomes = await Promise.all(places.map(({ client, place }) => client.takePartIn(place)));
      for (const { kind } of outcomes) if (kind !== "committed") throw new Error(`the round ended ${kind}`);
      const after = await figuresOf(server.pid);
      return { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds };
    } finally {
      await masks.close();
    }
  });
}

function floorRound({ parameters, clients }: Setting): Promise<ProcessFigures> {
  return withFloor(parameters, async (server) => {
    const update = Buffer.alloc(3 * parameters);
    const before = await figuresOf(server.pid);
    await inLanes(Array.from({ length: clients }), async () => {
      const socket = connectSocket(server.port, "127.0.0.1");
      socket.end(update);
      for await (const piece of socket) void piece;
    });
    const after = await figuresOf(server.pid);
    return { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds };
  });
}

const rows: BenchRow[] = [];
for (const parameters of [1_000_000, 10_000_000]) {
  for (const clients of [10, 50, 100]) {
    const setting = { parameters, clients };
    const floor = await floorRound(setting);
    const ours = await ourRound(setting);
    const share = clients * (parameters / 1e6);
    rows.push(
      benchRow("round, coordinator CPU", { ...setting }, ours.cpuSeconds, "s", floor.cpuSeconds),
      benchRow(
        "round, CPU per client and million parameters",
        { ...setting },
        (1000 * ours.cpuSeconds) / share,
        "ms",
        (1000 * floor.cpuSeconds) / share,
      ),
      benchRow(
        "round, coordinator peak memory",
        { ...setting },
        ours.peakMebibytes,
        "MiB",
        floor.peakMebibytes,
      ),
      benchRow("round, wall clock", { ...setting }, ours.wallSeconds, "s"),
    );
  }
}
const secure = { parameters: 10_000_000, clients: 10 };
const figures = await secureRound(secure);
rows.push(
  benchRow("secure round, coordinator CPU", { ...secure }, figures.cpuSeconds, "s"),
  benchRow("secure round, coordinator peak memory", { ...secure }, figures.peakMebibytes, "MiB"),
);
await leaveRows(rows);
