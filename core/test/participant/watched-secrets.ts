import nacl from "tweetnacl";

import type { Primitives } from "../../src/identity/index.ts";
import { nativePrimitives } from "../secagg/native-primitives.ts";

export interface WatchedSecrets {
  readonly primitives: Primitives;
  /** Every secret of the exchange that came by: of keys and what was agreed and derived with them, and shares of others. */
  readonly secrets: readonly Uint8Array[];
  /** Lets go of what came by so far, which was none of an exchange's: known answers. */
  forget(): void;
  /** Lets go of tweetnacl. */
  release(): void;
}

/** Those that still hold something. */
export function notOverwritten(secrets: readonly Uint8Array[]): readonly Uint8Array[] {
  return secrets.filter((secret) => secret.some((byte) => byte !== 0));
}

/** Holds on to the secrets of an exchange, so that a test can see whether they were overwritten. */
export function watchSecrets(base: Primitives = nativePrimitives): WatchedSecrets {
  const secrets: Uint8Array[] = [];
  const keep = (secret: Uint8Array): Uint8Array => {
    secrets.push(secret);
    return secret;
  };
  const { open } = nacl.secretbox;
  // Shares are opened with tweetnacl, and sliced out of what it returns.
  const watchedOpen = (...box: Parameters<typeof open>): Uint8Array | null => {
    const plain = open(...box);
    if (plain === null) return null;
    const slice = plain.slice.bind(plain);
    return Object.assign(plain, { slice: (from?: number, to?: number) => keep(slice(from, to)) });
  };
  nacl.secretbox.open = Object.assign(watchedOpen, open);
  return {
    secrets,
    forget: () => {
      secrets.length = 0;
    },
    release: () => {
      nacl.secretbox.open = open;
    },
    primitives: {
      ...base,
      agreementKeyOf: (secret) => base.agreementKeyOf(keep(secret)),
      async agree(secret, publicKeys) {
        const agreed = await base.agree(keep(secret), publicKeys);
        for (const one of agreed) if (one !== undefined) keep(one);
        return agreed;
      },
      deriveKey: (key, salt, info) => keep(base.deriveKey(keep(key), salt, info)),
    },
  };
}
