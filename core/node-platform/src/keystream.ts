import { createCipheriv } from "node:crypto";

import { checkKeystream, portablePrimitives } from "@tributary/core/identity";
import type { Primitives } from "@tributary/core/identity";

type Keystream = Primitives["keystream"];

/** What is enciphered at once: a cipher's stream is its encryption of zeros. */
const zeros = new Uint8Array(65_536);

/** The stream by OpenSSL's `chacha20`, whose nonce of 16 bytes is the counter (little-endian) and RFC 8439's nonce. */
const nativeKeystream: Keystream = (key, counter, out) => {
  checkKeystream(key, counter, out);
  const nonce = Buffer.alloc(16);
  nonce.writeUInt32LE(counter);
  const cipher = createCipheriv("chacha20", key, nonce);
  for (let start = 0; start < out.length; start += zeros.length) {
    const bytes = cipher.update(zeros.subarray(0, Math.min(zeros.length, out.length - start)));
    out.set(bytes, start);
  }
};

/**
 * `candidate`, if it gives the first 256 bytes that core's own does, for a counter on either side of a byte's edge;
 * else core's own. Runtimes on BoringSSL (Electron) have no plain `chacha20`.
 */
export function provenKeystream(candidate: Keystream): Keystream {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i);
  try {
    for (const counter of [0, 255]) {
      const expected = new Uint8Array(256);
      const got = new Uint8Array(256);
      portablePrimitives.keystream(key, counter, expected);
      candidate(key, counter, got);
      if (Buffer.compare(expected, got) !== 0) return portablePrimitives.keystream;
    }
    return candidate;
  } catch {
    // The cipher is missing: why this choice exists.
    return portablePrimitives.keystream;
  }
}

export const keystream: Keystream = provenKeystream(nativeKeystream);
