import type { Primitives } from "@tributary/core/identity";
import { pausingMasks, simdMasks } from "@tributary/core/masks";
import type { MaskPort } from "@tributary/core/masks";

/** Masks by our own WebAssembly, or by noble where there is no SIMD; messages get their turn between slices. */
export function masksFor(primitives: Primitives): MaskPort {
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => {
        port1.close();
        resolve();
      });
      port1.start();
      port2.postMessage(null);
    });
  return simdMasks(pause) ?? pausingMasks(primitives, pause);
}
