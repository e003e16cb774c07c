import { signerFromSeed } from "@tributary/core/identity";
import type { Primitives, Signer } from "@tributary/core/identity";
import type { Random } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";

import type { Database } from "./database.ts";

/** A key pair of the platform, whose secret no script can read, or a seed where the platform has no Ed25519. */
type KeptIdentity =
  | { readonly kind: "platform"; readonly privateKey: CryptoKey; readonly publicKey: Uint8Array }
  | { readonly kind: "seed"; readonly seed: Uint8Array };

const key = "client";

/** This origin's identity, made at first use. Two tabs that make one at the same time get the same. */
export async function openIdentity(
  database: Database,
  primitives: Primitives,
  random: Random,
  subtle: SubtleCrypto = crypto.subtle,
): Promise<Signer> {
  const before = await database.get("identity", key);
  const kept = before ?? (await database.putIfAbsent("identity", key, await newIdentity(subtle, random)));
  if (!isIdentity(kept)) {
    throw new UserError(
      "What this browser keeps as this site's identity is damaged; delete the site's data and load the page again.",
    );
  }
  if (kept.kind === "seed") return signerFromSeed(kept.seed, primitives);
  return {
    publicKey: kept.publicKey,
    sign: async (message) =>
      new Uint8Array(await subtle.sign("Ed25519", kept.privateKey, Uint8Array.from(message))),
  };
}

async function newIdentity(subtle: SubtleCrypto, random: Random): Promise<KeptIdentity> {
  try {
    const pair = await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new TypeError("expected a pair of keys");
    const publicKey = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    return { kind: "platform", privateKey: pair.privateKey, publicKey };
  } catch {
    // A browser from before Ed25519 came to WebCrypto (Chromium 137, Firefox 129, Safari 17).
    return { kind: "seed", seed: random.bytes(32) };
  }
}

function isIdentity(value: unknown): value is KeptIdentity {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "seed")
    return "seed" in value && value.seed instanceof Uint8Array && value.seed.length === 32;
  return (
    value.kind === "platform" &&
    "privateKey" in value &&
    value.privateKey instanceof CryptoKey &&
    "publicKey" in value &&
    value.publicKey instanceof Uint8Array
  );
}
