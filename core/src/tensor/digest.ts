import { sha256 } from "@noble/hashes/sha2.js";

import { digest, toHex } from "../support/index.ts";
import type { Digest } from "../support/index.ts";

/** SHA-256 of the bytes: the name of a blob. Large blobs are hashed by the platform as they stream. */
export function sha256Digest(bytes: Uint8Array): Digest {
  return digest(toHex(sha256(bytes)));
}
