import { UserError } from "@tributary/core/support";

import type { FromWorker, OrderKind, Orders, Parting, SentError, ToWorker } from "./messages.ts";
import type { ClientEvent } from "./session.ts";

/** Orders to a Worker, and what it answers. */
export interface WorkerLine {
  /** @throws UserError, Error as the Worker failed; the signal stops the order, which then ends in its own way */
  ask<Kind extends OrderKind>(
    kind: Kind,
    order: Orders[Kind]["order"],
    signal?: AbortSignal,
    onEvent?: (event: ClientEvent) => void,
  ): Promise<Orders[Kind]["answer"]>;
  /** Ends the Worker; what was asked rejects. */
  close(): void;
}

interface Asked {
  /** Of the kind that was asked for. */
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onEvent: ((event: ClientEvent) => void) | undefined;
}

/** What a Worker has that is used; a page's `Worker` is one. */
export type WorkerEnd = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

/** What a page has that is used: when it goes, the place that its Worker holds is given back. */
export interface PageEnd {
  addEventListener(type: "pagehide", listener: (event: { readonly persisted: boolean }) => void): void;
  removeEventListener(type: "pagehide", listener: (event: { readonly persisted: boolean }) => void): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

export function talkTo(worker: WorkerEnd, page: PageEnd = globalThis): WorkerLine {
  const asked = new Map<number, Asked>();
  let asks = 0;
  let parting: Parting | undefined;

  function fail(error: Error): void {
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  }

  const leave = ({ persisted }: { readonly persisted: boolean }): void => {
    // A page that may come back keeps its place: if it stays away, its lease ends.
    if (persisted || parting === undefined) return;
    const { url, headers, body } = parting;
    parting = undefined;
    // Best effort: there is nobody left to tell.
    page
      .fetch(url, {
        method: "POST",
        headers,
        body,
        keepalive: true,
        credentials: "omit",
        referrerPolicy: "no-referrer",
      })
      .catch(() => undefined);
  };
  page.addEventListener("pagehide", leave);

  worker.addEventListener("message", (event) => {
    // The Worker is ours, and says nothing else.
    const message = (event as MessageEvent<FromWorker>).data;
    if (message.kind === "parting") {
      ({ parting } = message);
      return;
    }
    const one = asked.get(message.id);
    if (one === undefined) return;
    if (message.kind === "event") {
      one.onEvent?.(message.event);
      return;
    }
    asked.delete(message.id);
    if (message.kind === "failure") one.reject(errorOf(message.error));
    // Answers carry what their order asks for, which TypeScript does not follow through a union.
    else one.resolve(message.value as never);
  });
  worker.addEventListener("error", (event) => {
    const why = event instanceof ErrorEvent && event.message !== "" ? `: ${event.message}` : "";
    fail(
      new Error(
        `the Worker that takes part failed${why === "" ? " to start; a Content-Security-Policy may forbid its script (worker-src, script-src)" : why}`,
      ),
    );
  });

  function send(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a Worker has no origin
    worker.postMessage(message);
  }

  return {
    ask(kind, order, signal, onEvent) {
      return new Promise((resolve, reject) => {
        const id = ++asks;
        const stop = (): void => send({ kind: "stop", id });
        const settled = <Value>(then: (value: Value) => void): ((value: Value) => void) => {
          return (value) => {
            signal?.removeEventListener("abort", stop);
            then(value);
          };
        };
        asked.set(id, { resolve: settled(resolve), reject: settled(reject), onEvent });
        // A pair of the same kind, which TypeScript does not follow through a union.
        send({ kind, id, ...order } as unknown as ToWorker);
        if (signal?.aborted) stop();
        signal?.addEventListener("abort", stop, { once: true });
      });
    },
    close() {
      page.removeEventListener("pagehide", leave);
      if (parting !== undefined) leave({ persisted: false });
      worker.terminate();
      fail(new Error("the session was closed"));
    },
  };
}

function errorOf({ user, message }: SentError): Error {
  return user ? new UserError(message) : new Error(message);
}
