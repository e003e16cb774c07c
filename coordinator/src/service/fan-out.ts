import type { Cancellation } from "@tributary/core/support";

/** Passes what happens to whoever listens just then. */
export interface FanOut<Topic, Item> {
  tell(topic: Topic, item: Item): void;
  /** What is told of a topic from the first `next()` on, until the signal is raised or the fan-out is closed. */
  of(topic: Topic, signal: Cancellation): AsyncGenerator<Item, void, undefined>;
  /** Ends every stream, once it has given what waits for it. */
  close(): void;
}

interface Listener<Topic, Item> {
  readonly topic: Topic;
  readonly waiting: Item[];
  ended: boolean;
  wake: () => void;
}

/** @param limit items that wait for one slow listener; the oldest is dropped for the newest */
export function fanOut<Topic, Item>(limit: number): FanOut<Topic, Item> {
  const listeners = new Set<Listener<Topic, Item>>();
  let closed = false;
  return {
    tell(topic, item) {
      for (const listener of listeners) {
        if (listener.topic !== topic) continue;
        listener.waiting.push(item);
        if (listener.waiting.length > limit) listener.waiting.shift();
        listener.wake();
      }
    },
    async *of(topic, signal) {
      const listener: Listener<Topic, Item> = {
        topic,
        waiting: [],
        ended: closed || signal.aborted,
        wake: () => undefined,
      };
      const end = (): void => {
        listener.ended = true;
        listener.wake();
      };
      signal.addEventListener("abort", end, { once: true });
      listeners.add(listener);
      try {
        for (;;) {
          const item = listener.waiting.shift();
          if (item !== undefined) yield item;
          else if (listener.ended) return;
          else {
            await new Promise<void>((resolve) => {
              listener.wake = resolve;
            });
          }
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener("abort", end);
      }
    },
    close() {
      closed = true;
      for (const listener of listeners) {
        listener.ended = true;
        listener.wake();
      }
    },
  };
}
