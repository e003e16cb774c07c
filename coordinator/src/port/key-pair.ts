import { X509Certificate, createPrivateKey } from "node:crypto";
import { createSecureContext } from "node:tls";

import { UserError } from "@tributary/core/support";

/** PEM: a private key, and its certificate with those that vouch for it. */
export interface KeyPair {
  readonly key: Uint8Array;
  readonly certificate: Uint8Array;
}

/** What a TLS server takes. @throws UserError that names which of the two is wrong */
export function checkedPair(pair: KeyPair): { readonly key: Buffer; readonly cert: Buffer } {
  const key = Buffer.from(pair.key);
  const chain = Buffer.from(pair.certificate);
  const certificate = checked(
    "The TLS certificate is not a certificate in PEM",
    () => new X509Certificate(chain),
  );
  const privateKey = checked("The TLS key is not an unencrypted private key in PEM", () =>
    createPrivateKey(key),
  );
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new UserError(
      "The TLS key is not the key of the TLS certificate; give the two that belong together.",
    );
  }
  checked("The TLS key pair cannot be used", () => createSecureContext({ key, cert: chain }));
  return { key, cert: chain };
}

function checked<T>(problem: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UserError(`${problem}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
