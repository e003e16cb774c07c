// Secure aggregation without transport and disk: what one client and the coordinator compute, what a participant sends
// and receives, and how fast masks are made. All run in this process, one step of one participant after the other.
import { topologyFor } from "@tributary/core/graph";
import type { Topology } from "@tributary/core/graph";
import { localMasks, vectorBytes } from "@tributary/core/secagg";
import type { MaskPort } from "@tributary/core/secagg";
import { nodePrimitives, threadedMasks } from "@tributary/node-platform";
import { benchRow, leaveRows, median } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

import { maskSpeeds } from "./mask-speeds.ts";
import { portableSpeeds } from "./portable-speeds.ts";
import { runAttempt, shapeOf } from "./secagg-attempt.ts";

function completeGraph(participants: number): Topology {
  const topology = topologyFor(participants);
  if (!topology.ok) throw new Error(topology.error);
  return topology.value;
}

/** k and t for 100 participants of whom a tenth is corrupt and a tenth drops, against an active coordinator. */
const sparse: Topology = { kind: "harary", degree: 32, threshold: 22 };

const pool = threadedMasks();
const alone = localMasks(nodePrimitives);

/** Of ten clients one is timed with threads for its masks, as clients on Node have them, and one without. */
function timedMasksOf(client: number): MaskPort | undefined {
  if (client % 10 === 4) return pool;
  return client % 10 === 9 ? alone : undefined;
}

async function attemptRows(
  coordinates: number,
  participants: number,
  topology: Topology,
  dropouts: number,
): Promise<readonly BenchRow[]> {
  const shape = shapeOf(coordinates);
  const figures = await runAttempt({ shape, participants, topology, dropouts, timedMasksOf, masks: pool });
  const graph = topology.kind === "complete" ? "complete" : `k=${topology.degree}`;
  const of = { parameters: coordinates, clients: participants, graph, dropouts };
  const clientMs = (masks: MaskPort): number =>
    median([...figures.clientMs].filter(([who]) => timedMasksOf(who) === masks).map(([, ms]) => ms));
  const { messagesMs, addingMs, unmaskingMs } = figures.coordinator;
  return [
    benchRow("secagg, client", of, clientMs(pool), "ms"),
    benchRow("secagg, client, one thread", of, clientMs(alone), "ms"),
    benchRow("secagg, coordinator: messages", of, messagesMs, "ms"),
    benchRow("secagg, coordinator: adding vectors", of, addingMs, "ms"),
    benchRow("secagg, coordinator: unmasking", of, unmaskingMs, "ms"),
    benchRow("secagg, vector up, per parameter", of, vectorBytes(shape) / coordinates, "B", 4),
    benchRow("secagg, control traffic up", of, figures.bytesUp / 1000, "kB"),
    benchRow("secagg, control traffic down", of, figures.bytesDown / 1000, "kB"),
  ];
}

const rows: BenchRow[] = [];
try {
  // Nothing is counted before everything ran once.
  await attemptRows(10_000, 10, completeGraph(10), 1);
  rows.push(...(await maskSpeeds(pool)), ...(await portableSpeeds()));
  for (const coordinates of [100_000, 1_000_000]) {
    for (const [participants, topology] of [
      [10, completeGraph(10)],
      [100, completeGraph(100)],
      [100, sparse],
    ] as const) {
      for (const dropouts of [0, participants / 10]) {
        rows.push(...(await attemptRows(coordinates, participants, topology, dropouts)));
      }
    }
  }
} finally {
  await pool.close();
}
await leaveRows(rows);
