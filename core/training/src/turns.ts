/** What of the platform lets other work in: setImmediate in Node, a message to oneself in a browser's worker. */
export interface TurnHost {
  readonly setImmediate?: (resume: () => void) => unknown;
  readonly MessageChannel: new () => {
    readonly port1: {
      addEventListener(type: "message", listener: () => void): void;
      start(): void;
      close(): void;
    };
    readonly port2: { postMessage(message: null): void };
  };
}

// Node's types leave out the half of MessagePort that Node shares with browsers.
const platform = globalThis as unknown as TurnHost;

/**
 * Resolves in a later turn of the event loop, so that timers, sockets and signals get theirs between steps: promises that
 * are already settled would not let them in. No timer, since browsers slow those of pages in the background.
 */
export function nextTurn(host: TurnHost = platform): Promise<void> {
  return new Promise((resolve) => {
    if (host.setImmediate !== undefined) {
      host.setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new host.MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
