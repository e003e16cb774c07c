// The roster U1 and what follows from it alone, so that every client derives the same graph and nobody chooses it:
//
//   roster hash = H("roster", ctx, (u identity_key c_pk s_pk signature)...)     adverts sorted by client
//   graph seed  = H("graph", roster hash)
import { neighboursIn } from "../graph/index.ts";
import type { Topology } from "../graph/index.ts";
import type { Primitives } from "../identity/index.ts";
import type { ClientId, Result } from "../support/index.ts";
import { concat, err, ok, toHex } from "../support/index.ts";
import { idBytes, taggedHash } from "./context.ts";
import type { Advert } from "./messages.ts";
import type { Session } from "./rules.ts";
import { survivorsFloor } from "./rules.ts";

export interface Roster {
  /** Sorted by client. */
  readonly adverts: readonly Advert[];
  /** The clients, in the same order. */
  readonly clients: readonly ClientId[];
  readonly byClient: ReadonlyMap<ClientId, Advert>;
  readonly hash: Uint8Array;
  readonly topology: Topology;
  /** Those with whom a client masks, sorted; itself not among them. */
  readonly neighbours: ReadonlyMap<ClientId, readonly ClientId[]>;
}

export type RosterProblem =
  "roster-size" | "roster-order" | "duplicate-client" | "duplicate-key" | "no-safe-graph";

/** The roster that these adverts make, or what is wrong with them. Signatures and members are checked apart. */
export function buildRoster(
  primitives: Primitives,
  session: Session,
  adverts: readonly Advert[],
): Result<Roster, { readonly reason: RosterProblem; readonly detail: string }> {
  const { minimum, maximum, topologyOf } = session.rules;
  const fewest = Math.max(minimum, survivorsFloor);
  if (adverts.length < fewest || adverts.length > maximum) {
    const detail = `the roster has ${adverts.length} clients, expected ${fewest} to ${maximum}`;
    return err({ reason: "roster-size", detail });
  }
  const repeated = repetition(adverts);
  if (repeated !== undefined) return err(repeated);
  const topology = topologyOf(adverts.length);
  if (!topology.ok) return err({ reason: "no-safe-graph", detail: topology.error });
  const hash = rosterHash(primitives, session.context, adverts);
  const clients = adverts.map(({ client }) => client);
  return ok({
    adverts,
    clients,
    byClient: new Map(adverts.map((advert) => [advert.client, advert])),
    hash,
    topology: topology.value,
    neighbours: neighboursByClient(topology.value, clients, hash, primitives),
  });
}

function neighboursByClient(
  topology: Topology,
  clients: readonly ClientId[],
  hash: Uint8Array,
  primitives: Primitives,
): ReadonlyMap<ClientId, readonly ClientId[]> {
  const seed = taggedHash(primitives, "graph", hash);
  const neighboursOf = neighboursIn(topology, clients.length, seed, primitives);
  const toClients = (indices: readonly number[]): readonly ClientId[] =>
    indices.flatMap((index) => clients[index] ?? []);
  return new Map(clients.map((client, i) => [client, toClients(neighboursOf(i))]));
}

function repetition(
  adverts: readonly Advert[],
): { readonly reason: RosterProblem; readonly detail: string } | undefined {
  const seen = new Map<string, ClientId>();
  let previous: ClientId | undefined;
  for (const { client, identityKey, cipherKey, maskKey } of adverts) {
    if (previous === client)
      return { reason: "duplicate-client", detail: `client ${client} is on the roster twice` };
    if (previous !== undefined && previous > client) {
      return { reason: "roster-order", detail: `client ${client} stands after ${previous}` };
    }
    previous = client;
    for (const key of [identityKey, cipherKey, maskKey]) {
      const name = toHex(key);
      const other = seen.get(name);
      if (other !== undefined) {
        return { reason: "duplicate-key", detail: `clients ${other} and ${client} have a key in common` };
      }
      seen.set(name, client);
    }
  }
  return undefined;
}

function rosterHash(primitives: Primitives, context: Uint8Array, adverts: readonly Advert[]): Uint8Array {
  const entries = adverts.map(({ client, identityKey, cipherKey, maskKey, signature }) =>
    concat(idBytes(client), identityKey, cipherKey, maskKey, signature),
  );
  return taggedHash(primitives, "roster", context, ...entries);
}

/** The adverts of a client's neighbours, sorted. */
export function neighbourAdverts(roster: Roster, client: ClientId): readonly Advert[] {
  return (roster.neighbours.get(client) ?? []).flatMap((peer) => roster.byClient.get(peer) ?? []);
}

/** Who holds shares of a client's secrets, sorted; a holder's place in the sharing is its index here, plus one. */
export function holdersOf(roster: Roster, owner: ClientId): readonly ClientId[] {
  return roster.topology.kind === "complete" ? roster.clients : (roster.neighbours.get(owner) ?? []);
}

/** Confirmations that make a survivor set binding: shares suffice on the complete graph, else two thirds of U2 as well. */
export function globalQuorum(roster: Roster, sharers: readonly ClientId[]): number {
  const { kind, threshold } = roster.topology;
  return kind === "complete" ? threshold : Math.floor((2 * sharers.length) / 3) + 1;
}

/** How many of `clients` are in `set`. */
export function countIn(clients: readonly ClientId[], set: ReadonlySet<ClientId>): number {
  return clients.reduce((count, client) => count + (set.has(client) ? 1 : 0), 0);
}

/** Whether ids are strictly ascending: sorted, none twice. */
export function isSortedSet(clients: readonly ClientId[]): boolean {
  return clients.every((client, i) => {
    const previous = clients[i - 1];
    return previous === undefined || previous < client;
  });
}
