import type { MaskSource } from "../masks/index.ts";
import { draw } from "../support/index.ts";
import type { Topology } from "./topology.ts";

/**
 * Who is whose neighbour among participants 0 .. n-1 (places in the sorted roster): for one participant its
 * neighbours, ascending, itself not among them. The relation is symmetric.
 *
 * On a Harary graph the participants stand in a ring, and neighbours are those at most degree / 2 places apart. The ring
 * is 0 .. n-1 shuffled by Fisher and Yates (i from n-1 down to 1, swapped with j uniform in 0 .. i), where j is w mod
 * (i + 1) for the next little-endian word w below the largest multiple of i + 1 up to 2^32 of the ChaCha20 stream of
 * `seed`, which therefore decides everything.
 * @param seed 32 bytes: a hash of the roster
 */
export function neighboursIn(
  topology: Topology,
  participants: number,
  seed: Uint8Array,
  source: MaskSource,
): (participant: number) => readonly number[] {
  const everyone = Array.from({ length: participants }, (_, i) => i);
  if (topology.kind === "complete") return (participant) => everyone.filter((other) => other !== participant);
  const { degree } = topology;
  if (degree % 2 !== 0 || degree >= participants) {
    throw new RangeError(`no Harary graph of ${participants} participants has the degree ${degree}`);
  }
  const ring = shuffled(everyone, seed, source);
  const places = new Uint32Array(participants);
  for (const [place, participant] of ring.entries()) places[participant] = place;
  return (participant) => {
    const place = places[participant];
    if (place === undefined) throw new RangeError(`${participant} is none of ${participants} participants`);
    const neighbours: number[] = [];
    for (let distance = 1; distance <= degree / 2; distance++) {
      neighbours.push(ring[(place + distance) % participants]!);
      neighbours.push(ring[(place - distance + participants) % participants]!);
    }
    return neighbours.sort((a, b) => a - b);
  };
}

function shuffled(items: readonly number[], seed: Uint8Array, source: MaskSource): number[] {
  let block = 0;
  const stream = {
    bytes(size: number): Uint8Array {
      const bytes = new Uint8Array(size);
      source.keystream(seed, block, bytes);
      // draw asks for whole blocks.
      block += size / 64;
      return bytes;
    },
  };
  return draw(stream).shuffle([...items]);
}
