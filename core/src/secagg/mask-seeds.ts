// Seeds of masks, all through KDF (context.ts):
//
//   self = KDF(b_u, "self-mask", u)
//   pair = KDF(X25519(s_sk_u, s_pk_v), "pair-mask", min, max, pk_min, pk_max)      min, max: the ids in order
//
// A client adds its self-mask, and each pair-mask with + if its own id is the smaller one, else with -. So a pair's
// masks cancel in a sum that holds both, and the coordinator takes away what remains.
import type { Primitives } from "../identity/index.ts";
import type { ClientId } from "../support/index.ts";
import { deriveKey, idBytes } from "./context.ts";
import type { Advert } from "./messages.ts";

export function selfMaskSeed(
  primitives: Primitives,
  context: Uint8Array,
  client: ClientId,
  selfSeed: Uint8Array,
): Uint8Array {
  return deriveKey(primitives, context, selfSeed, "self-mask", idBytes(client));
}

type Party = Pick<Advert, "client" | "maskKey">;

/** @param agreed X25519 of one's mask secret and the other's mask key: the same from both sides. */
export function pairMaskSeed(
  primitives: Primitives,
  context: Uint8Array,
  a: Party,
  b: Party,
  agreed: Uint8Array,
): Uint8Array {
  const [low, high] = a.client < b.client ? [a, b] : [b, a];
  return deriveKey(
    primitives,
    context,
    agreed,
    "pair-mask",
    idBytes(low.client),
    idBytes(high.client),
    low.maskKey,
    high.maskKey,
  );
}

/** The sign with which `client` adds the mask that it shares with `peer`. */
export function pairSign(client: ClientId, peer: ClientId): 1 | -1 {
  return client < peer ? 1 : -1;
}
