import type { TensorFlow } from "../../src/engine/index.ts";

/**
 * Bytes that the values of live tensors take, views and clones of one buffer counted once (tf.memory() counts them each), and
 * the most since the last reset.
 */
export interface LiveBytes {
  readonly now: () => number;
  readonly peak: () => number;
  reset(): void;
  stop(): void;
}

interface Tracked {
  readonly dataId: object;
}

/** Watches the engine's own book-keeping, which is private: by every tensor that comes and every buffer that goes. */
export function watchLiveBytes(tf: TensorFlow): LiveBytes {
  const engine = tf.engine();
  const track = Reflect.get(engine, "trackTensor") as (tensor: Tracked, backend: unknown) => void;
  const remove = Reflect.get(engine, "removeDataId") as (dataId: object, backend: unknown) => void;
  const buffers = new Map<object, number>();
  let [now, peak] = [0, 0];
  const bytesOf = (dataId: object): number => engine.state.tensorInfo.get(dataId)?.bytes ?? 0;
  Object.assign(engine, {
    trackTensor(tensor: Tracked, backend: unknown): void {
      track.call(engine, tensor, backend);
      if (buffers.has(tensor.dataId)) return;
      const bytes = bytesOf(tensor.dataId);
      buffers.set(tensor.dataId, bytes);
      now += bytes;
      peak = Math.max(peak, now);
    },
    removeDataId(dataId: object, backend: unknown): void {
      now -= buffers.get(dataId) ?? 0;
      buffers.delete(dataId);
      remove.call(engine, dataId, backend);
    },
  });
  return {
    now: () => now,
    peak: () => peak,
    reset: () => void (peak = now),
    stop() {
      Reflect.deleteProperty(engine, "trackTensor");
      Reflect.deleteProperty(engine, "removeDataId");
    },
  };
}
