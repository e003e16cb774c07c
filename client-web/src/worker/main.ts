// The Worker in which a browser takes part: whatever trains, masks, hashes or signs runs here and not on the page.
// First of all, since schemas look at it when they are made.
// oxlint-disable-next-line import/no-unassigned-import -- it has nothing to give
import "./no-eval.ts";

import { UserError } from "@tributary/core/support";

import type { FromWorker, OrderKind, Orders, SentError, ToWorker } from "../messages.ts";
import { openFederation } from "./federation.ts";
import type { Federation } from "./federation.ts";

/** The part of a Worker's global that is used; TypeScript has no types for a page's and a Worker's at once. */
const page = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: { readonly data: ToWorker }) => void): void;
};

function tell(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a Worker has one page
  page.postMessage(message);
}

const running = new Map<number, AbortController>();
let federation: Federation | undefined;

page.addEventListener("message", ({ data: message }) => {
  if (message.kind === "stop") {
    running.get(message.id)?.abort(new Error("asked to stop"));
    return;
  }
  const stopping = new AbortController();
  running.set(message.id, stopping);
  perform(message, stopping.signal)
    .catch((error: unknown) => tell({ kind: "failure", id: message.id, error: sentError(error) }))
    .finally(() => running.delete(message.id));
});

async function perform(order: Exclude<ToWorker, { kind: "stop" }>, signal: AbortSignal): Promise<void> {
  const { id } = order;
  switch (order.kind) {
    case "open":
      federation = await openFederation(order, (parting) => tell({ kind: "parting", parting }), signal);
      return answer("open", id, federation.task);
    case "preview":
      return answer("preview", id, await opened().preview(order));
    case "join": {
      const report = (event: Extract<FromWorker, { kind: "event" }>["event"]): void =>
        tell({ kind: "event", id, event });
      return answer("join", id, await opened().join(order, report, signal));
    }
    case "predict":
      return answer("predict", id, await opened().predict(order));
    default:
      return order satisfies never;
  }
}

function answer<Kind extends OrderKind>(to: Kind, id: number, value: Orders[Kind]["answer"]): void {
  // A pair of the same kind, which TypeScript does not follow through a union.
  tell({ kind: "answer", to, id, value } as FromWorker);
}

function opened(): Federation {
  if (federation === undefined) throw new Error("the federation is opened first");
  return federation;
}

function sentError(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error);
  return { user: error instanceof UserError, message };
}
