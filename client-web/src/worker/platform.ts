import { portablePrimitives } from "@tributary/core/identity";
import type { Primitives } from "@tributary/core/identity";
import type { Clock, Random } from "@tributary/core/support";

/** A page may be frozen for hours while a timer runs; sleeping in pieces lets it look at the clock again. */
const longestTimerMs = 60_000;

/** The browser's clock. */
export const webClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(ms, signal) {
    const end = Date.now() + ms;
    for (let left = ms; left > 0; left = end - Date.now())
      await pause(Math.min(left, longestTimerMs), signal);
    if (signal?.aborted) throw signal.reason;
  },
};

function pause(ms: number, signal: Parameters<Clock["sleep"]>[1]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** What one call to the browser gives at most (W3C Web Cryptography API, section 10.1.1). */
const mostAtOnce = 65_536;

/** The browser's CSPRNG. */
export const webRandom: Random = {
  bytes(size) {
    const bytes = new Uint8Array(size);
    for (let start = 0; start < size; start += mostAtOnce) {
      crypto.getRandomValues(bytes.subarray(start, start + mostAtOnce));
    }
    return bytes;
  },
};

/**
 * Cryptography in a Worker. Hashes and sealing are by noble, since WebCrypto's are asynchronous; signatures are checked
 * by the browser where it can, in a tenth of the time.
 */
export const webPrimitives: Primitives = {
  ...portablePrimitives,
  async verify(publicKey, message, signature) {
    let key: CryptoKey;
    try {
      key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
    } catch {
      // No Ed25519 in this browser, or a key of the wrong form, which noble refuses as well.
      return portablePrimitives.verify(publicKey, message, signature);
    }
    return crypto.subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(message));
  },
};
