// One client's upload and download in MB/s: a sealed update in pieces with its durable acknowledgement, and the model
// as a stream. The floor is a bare TCP socket with the same bytes, whose server adds an upload up and answers.
import { connect as connectSocket } from "node:net";

import { benchRow, leaveRows } from "@tributary/test-support";

import { keyOf } from "../test/support/scripted-client.ts";
import { benchTask, withFederation, withFloor } from "./federation.ts";

interface Speeds {
  /** MB/s. */
  readonly up: number;
  readonly down: number;
}

/** MB/s of so many bytes since `begun`. */
function speed(bytes: number, begun: number): number {
  return bytes / 1e6 / ((performance.now() - begun) / 1000);
}

function ourSpeeds(parameters: number): Promise<Speeds> {
  return withFederation({ parameters, clients: 1 }, async ({ clients, seal }) => {
    const [client] = clients;
    if (client === undefined) throw new RangeError("a transfer needs a client");
    const assigned = await client.assigned();
    const sealed = seal(client, assigned);
    let begun = performance.now();
    let downBytes = 0;
    for await (const piece of client.connection.download(benchTask, assigned.model.digest, 0)) {
      downBytes += piece.length;
    }
    const down = speed(downBytes, begun);
    await client.readyAndInvited(keyOf(assigned), assigned, sealed.length);
    begun = performance.now();
    const refusal = await client.send(keyOf(assigned), sealed);
    if (refusal !== undefined) throw new Error(`the update was refused: ${refusal.detail}`);
    return { up: speed(sealed.length, begun), down };
  });
}

function floorSpeeds(parameters: number): Promise<Speeds> {
  return withFloor(parameters, async ({ port }) => {
    const update = Buffer.alloc(3 * parameters);
    const socket = connectSocket(port, "127.0.0.1");
    let begun = performance.now();
    socket.end(update);
    let answered = 0;
    let downBytes = 0;
    for await (const piece of socket) {
      if (answered === 0) answered = performance.now();
      downBytes += (piece as Buffer).length;
    }
    const up = update.length / 1e6 / ((answered - begun) / 1000);
    begun = answered;
    return { up, down: speed(downBytes, begun) };
  });
}

const parameters = 10_000_000;
const floor = await floorSpeeds(parameters);
const ours = await ourSpeeds(parameters);
await leaveRows([
  benchRow("upload, sealed, checked and durable", { parameters }, ours.up, "MB/s", floor.up),
  benchRow("download", { parameters }, ours.down, "MB/s", floor.down),
]);
