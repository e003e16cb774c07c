import { X509Certificate } from "node:crypto";

import { UserError } from "@tributary/core/support";

import { readBytes } from "../readers/read-text.ts";

const pem = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * A PEM file of authorities to trust. TLS itself passes over what it cannot read, and then trusts nobody.
 * @throws UserError unless the file holds certificates, each of which can be read
 */
export async function readAuthorities(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  const blocks = new TextDecoder().decode(bytes).match(pem) ?? [];
  if (blocks.length === 0) {
    throw new UserError(
      `${path} holds no certificate: expected a PEM file (-----BEGIN CERTIFICATE-----) with the authority behind the coordinator's certificate.`,
    );
  }
  for (const [index, block] of blocks.entries()) {
    if (!isCertificate(block)) {
      throw new UserError(
        `Certificate ${index + 1} of ${blocks.length} in ${path} is damaged; ask for the file again.`,
      );
    }
  }
  return bytes;
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    // OpenSSL's words for what is wrong inside help nobody.
    return false;
  }
}
