// Both halves of the protocol, straight from the paper (Bonawitz et al., CCS 2017, figure 4, and Bell et al., CCS 2020,
// for the graph) with the byte formats of `tributary-secagg/v1`; everyone in one place, nothing checked that honest
// parties need not check, none of the product's code. It says what each message must be.
import { createCipheriv } from "node:crypto";

import {
  h,
  kdf,
  prg,
  secretbox,
  sha256,
  shamirCombine,
  shamirSplit,
  signed,
  u32be,
  x25519,
  x25519Public,
} from "./primitives.ts";
import type { Bytes } from "./primitives.ts";

export interface ReferenceClient {
  readonly id: string;
  readonly identitySeed: Uint8Array;
  readonly identityKey: Uint8Array;
  /** The same bytes that the product's client draws. */
  readonly random: (size: number) => Uint8Array;
  /** Coordinates and meta words, already reduced. */
  readonly coordinates: readonly number[];
  readonly meta: readonly number[];
}

export interface ReferenceSettings {
  readonly task: string;
  readonly round: number;
  readonly attempt: number;
  readonly model: string;
  readonly plan: string;
  readonly descriptor: string;
  readonly coordinateBytes: number;
  readonly degree: number | undefined;
  readonly threshold: number;
  /** Ids of those who advertise, share, send a vector, confirm and answer. */
  readonly advertising: ReadonlySet<string>;
  readonly sharing: ReadonlySet<string>;
  readonly sending: ReadonlySet<string>;
  readonly answering: ReadonlySet<string>;
}

export interface ReferenceTranscript {
  readonly adverts: ReadonlyMap<
    string,
    { readonly cipherKey: Bytes; readonly maskKey: Bytes; readonly signature: Bytes }
  >;
  readonly rosterHash: Bytes;
  readonly shared: ReadonlyMap<
    string,
    { readonly commitment: Bytes; readonly boxes: ReadonlyMap<string, Bytes>; readonly signature: Bytes }
  >;
  readonly inputs: ReadonlyMap<string, { readonly vector: Bytes; readonly signature: Bytes }>;
  readonly survivorsHash: Bytes;
  readonly confirmations: ReadonlyMap<string, Bytes>;
  readonly answers: ReadonlyMap<
    string,
    {
      readonly shares: readonly { readonly owner: string; readonly kind: string; readonly share: Bytes }[];
      readonly signature: Bytes;
    }
  >;
  readonly integers: readonly number[];
  readonly meta: readonly number[];
}

const hex = (text: string): Bytes => Buffer.from(text, "hex");
const u64be = (value: number): Bytes => Buffer.concat([u32be(0), u32be(value)]);

export function runReference(
  clients: readonly ReferenceClient[],
  settings: ReferenceSettings,
): ReferenceTranscript {
  const { threshold, coordinateBytes } = settings;
  const ctx = h(
    "ctx",
    Buffer.from(settings.task),
    u64be(settings.round),
    u32be(settings.attempt),
    hex(settings.model),
    hex(settings.plan),
    hex(settings.descriptor),
  );

  // Round 0: keys.
  const u1 = clients.filter(({ id }) => settings.advertising.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const keys = new Map(
    u1.map((client) => {
      const c = client.random(32);
      const s = client.random(32);
      return [client.id, { c, s, cPk: x25519Public(c), sPk: x25519Public(s) }] as const;
    }),
  );
  const key = (id: string): { c: Uint8Array; s: Uint8Array; cPk: Bytes; sPk: Bytes } => keys.get(id)!;
  const adverts = new Map(
    u1.map(({ id, identitySeed }) => {
      const { cPk, sPk } = key(id);
      return [
        id,
        { cipherKey: cPk, maskKey: sPk, signature: signed(identitySeed, "advert", ctx, hex(id), cPk, sPk) },
      ];
    }),
  );
  const rosterHash = h(
    "roster",
    ctx,
    ...u1.map(({ id, identityKey }) =>
      Buffer.concat([hex(id), identityKey, key(id).cPk, key(id).sPk, adverts.get(id)!.signature]),
    ),
  );
  const ids = u1.map(({ id }) => id);
  const neighbours = graph(ids, settings.degree, h("graph", rosterHash));
  const holders = (id: string): readonly string[] =>
    settings.degree === undefined ? ids : neighbours.get(id)!;

  // Round 1: shares.
  const u2 = ids.filter((id) => settings.sharing.has(id));
  const seeds = new Map<string, Uint8Array>();
  const dealt = new Map<string, { readonly b: readonly Bytes[]; readonly s: readonly Bytes[] }>();
  const shared = new Map(
    u1
      .filter(({ id }) => settings.sharing.has(id))
      .map(({ id: u, identitySeed, random }) => {
        const b = random(32);
        seeds.set(u, b);
        const n = holders(u).length;
        const bShares = shamirSplit(b, threshold, n, random(32 * (threshold - 1)));
        const sShares = shamirSplit(key(u).s, threshold, n, random(32 * (threshold - 1)));
        dealt.set(u, { b: bShares, s: sShares });
        const boxes = new Map(
          neighbours.get(u)!.map((v) => {
            const i = holders(u).indexOf(v);
            const boxKey = kdf(ctx, x25519(key(u).c, key(v).cPk), "share-enc", hex(u), hex(v));
            return [v, secretbox(boxKey, Buffer.concat([hex(u), hex(v), sShares[i]!, bShares[i]!]))] as const;
          }),
        );
        const commitment = h("b-commit", ctx, hex(u), b);
        const hashed = h("ciphertexts", ...[...boxes].map(([v, box]) => Buffer.concat([hex(v), box])));
        const signature = signed(identitySeed, "share-keys", ctx, hex(u), rosterHash, commitment, hashed);
        return [u, { commitment, boxes, signature }] as const;
      }),
  );

  // Round 2: masked vectors.
  const words = (client: ReferenceClient): number => client.coordinates.length + client.meta.length;
  const selfSeed = (u: string): Bytes => kdf(ctx, seeds.get(u)!, "self-mask", hex(u));
  const pairSeed = (u: string, v: string): Bytes => {
    const [low, high] = u < v ? [u, v] : [v, u];
    const agreed = x25519(key(u).s, key(v).sPk);
    return kdf(ctx, agreed, "pair-mask", hex(low), hex(high), key(low).sPk, key(high).sPk);
  };
  const plus = (a: readonly number[], b: readonly number[], sign: number): number[] =>
    a.map((value, i) => (value + sign * b[i]! + 2 ** 32) % 2 ** 32);
  const encode = (values: readonly number[], coordinates: number): Bytes =>
    Buffer.concat(
      values.map((value, i) => {
        const size = i < coordinates ? coordinateBytes : 4;
        const bytes = Buffer.alloc(size);
        bytes.writeUIntLE(value % 2 ** (8 * size), 0, size);
        return bytes;
      }),
    );
  const masked = new Map<string, readonly number[]>();
  const inputs = new Map(
    u1
      .filter(({ id }) => u2.includes(id) && settings.sending.has(id))
      .map((client) => {
        const u = client.id;
        let y: readonly number[] = [...client.coordinates, ...client.meta];
        y = plus(y, prg(selfSeed(u), words(client)), 1);
        for (const v of neighbours.get(u)!.filter((peer) => u2.includes(peer))) {
          y = plus(y, prg(pairSeed(u, v), words(client)), u < v ? 1 : -1);
        }
        masked.set(u, y);
        const vector = encode(y, client.coordinates.length);
        const fields = [ctx, hex(u), rosterHash, sha256(vector), u64be(vector.length)];
        return [u, { vector, signature: signed(client.identitySeed, "masked-input", ...fields) }] as const;
      }),
  );

  // Round 3: consistency.
  const u3 = [...inputs.keys()];
  const survivorsHash = h("U3", ctx, rosterHash, hex(u3.join("")));
  const answering = u1.filter(({ id }) => u3.includes(id) && settings.answering.has(id));
  const confirmations = new Map(
    answering.map(({ id, identitySeed }) => [
      id,
      signed(identitySeed, "consistency", ctx, hex(id), survivorsHash),
    ]),
  );

  // Round 4: unmasking.
  const answers = new Map(
    answering.map(({ id: u, identitySeed }) => {
      const shares = u2
        .filter((v) => holders(v).includes(u))
        .map((v) => {
          const alive = u3.includes(v);
          const all = dealt.get(v)!;
          const share = (alive ? all.b : all.s)[holders(v).indexOf(u)]!;
          return { owner: v, kind: alive ? "self-seed" : "mask-secret", share };
        });
      const hashed = h(
        "answer",
        ...shares.map(({ owner, kind, share }) =>
          Buffer.concat([hex(owner), Buffer.from([kind === "self-seed" ? 0 : 1]), share]),
        ),
      );
      const signature = signed(identitySeed, "unmask", ctx, hex(u), survivorsHash, hashed);
      return [u, { shares, signature }] as const;
    }),
  );
  const recovered = (v: string): Bytes =>
    shamirCombine(
      [...answers]
        .flatMap(([u, { shares }]) =>
          shares
            .filter(({ owner }) => owner === v)
            .map(({ share }) => ({ x: 1 + holders(v).indexOf(u), share })),
        )
        .slice(-threshold),
    );
  const size = u1.length === 0 ? 0 : words(u1[0]!);
  let sum: readonly number[] = Array.from({ length: size }, () => 0);
  for (const y of masked.values()) sum = plus(sum, y, 1);
  for (const v of u2) {
    const secret = recovered(v);
    if (u3.includes(v)) {
      sum = plus(sum, prg(kdf(ctx, secret, "self-mask", hex(v)), size), -1);
      continue;
    }
    for (const w of neighbours.get(v)!.filter((peer) => u3.includes(peer))) {
      const [low, high] = v < w ? [v, w] : [w, v];
      const agreed = x25519(secret, key(w).sPk);
      const seed = kdf(ctx, agreed, "pair-mask", hex(low), hex(high), key(low).sPk, key(high).sPk);
      sum = plus(sum, prg(seed, size), w < v ? -1 : 1);
    }
  }
  const d = u1[0]?.coordinates.length ?? 0;
  const modulus = 2 ** (8 * coordinateBytes);
  const integers = sum.slice(0, d).map((word) => {
    const low = word % modulus;
    return low >= modulus / 2 ? low - modulus : low;
  });
  return {
    adverts,
    rosterHash,
    shared,
    inputs,
    survivorsHash,
    confirmations,
    answers,
    integers,
    meta: sum.slice(d),
  };
}

/** Everyone with everyone, or a ring shuffled by the ChaCha20 stream of the seed, with k/2 neighbours to each side. */
function graph(
  ids: readonly string[],
  degree: number | undefined,
  seed: Bytes,
): ReadonlyMap<string, readonly string[]> {
  if (degree === undefined) return new Map(ids.map((id) => [id, ids.filter((other) => other !== id)]));
  const stream = createCipheriv("chacha20", seed, Buffer.alloc(16)).update(Buffer.alloc(4096));
  let at = 0;
  const ring = [...ids];
  for (let i = ring.length - 1; i > 0; i--) {
    let word: number;
    do {
      word = stream.readUInt32LE(at);
      at += 4;
    } while (word >= 2 ** 32 - (2 ** 32 % (i + 1)));
    const j = word % (i + 1);
    const held = ring[i]!;
    ring[i] = ring[j]!;
    ring[j] = held;
  }
  return new Map(
    ids.map((id) => {
      const near = ids.filter((other) => {
        const apart = Math.abs(ring.indexOf(id) - ring.indexOf(other));
        return other !== id && Math.min(apart, ring.length - apart) <= degree / 2;
      });
      return [id, near];
    }),
  );
}
