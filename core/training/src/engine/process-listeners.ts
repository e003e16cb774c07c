import type { EventEmitter } from "node:events";
import process from "node:process";

const events = ["uncaughtException", "unhandledRejection"] as const;

type Listener = (...values: unknown[]) => void;

/** The process as any emitter: its own declaration has a signature for each event, and here both are treated alike. */
const host: EventEmitter = process;

/**
 * What the emscripten runtime of TF.js's wasm build hangs on the process: handlers that throw what they are given, so that a
 * host's own handling of errors never runs.
 */
function isEmscripten(listener: Listener): boolean {
  const source = listener.toString();
  return source.includes("ExitStatus") || /^function \(reason\) \{\s*throw reason;?\s*\}$/.test(source);
}

function listenersOf(event: string): Listener[] {
  // Declared as the type of every function; here they are only compared, read, removed and put back.
  return host.listeners(event) as Listener[];
}

/** Runs `start`, then takes away the handlers that it left on the process; what the host hung there stays. */
export async function withoutEmscriptenHandlers<Value>(start: () => Promise<Value>): Promise<Value> {
  const before = new Map(events.map((event) => [event, new Set(listenersOf(event))]));
  try {
    return await start();
  } finally {
    for (const event of events) {
      for (const listener of listenersOf(event)) {
        if (before.get(event)?.has(listener) !== true && isEmscripten(listener))
          host.removeListener(event, listener);
      }
    }
  }
}

/** Runs `stop`, then puts back the host's handlers: the wasm build removes all that were there when it was loaded. */
export async function keepingHandlers(stop: () => Promise<void>): Promise<void> {
  const before = events.map((event) => ({ event, listeners: listenersOf(event) }));
  try {
    await stop();
  } finally {
    for (const { event, listeners } of before) {
      const now = new Set(listenersOf(event));
      for (const listener of listeners) if (!now.has(listener)) host.on(event, listener);
    }
  }
}
