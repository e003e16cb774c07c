import type { CallContext } from "@tributary/core/wire";

import { callErrorOf } from "../service/index.ts";
import { tallies } from "./exposition.ts";
import type { Metric } from "./exposition.ts";

/** How calls end, and which are open. */
export interface CallMetrics {
  /** The same service, whose calls are counted. */
  counted<Service extends object>(service: string, handlers: Service): Service;
  metrics(): Generator<Metric>;
}

type Handler = (request: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>;

export function callMetrics(): CallMetrics {
  const ended = tallies();
  const open = tallies();

  function counting(service: string, method: string, handler: Handler): Handler {
    const call = { service, method };
    const end = (error?: unknown): void => {
      open.add(call, -1);
      ended.add({ ...call, code: error === undefined ? "ok" : callErrorOf(error).code });
    };
    return (request, context) => {
      open.add(call);
      const answer = handler(request, context);
      return Symbol.asyncIterator in answer ? countedStream(answer, end) : countedAnswer(answer, end);
    };
  }

  return {
    counted(service, handlers) {
      const methods = Object.entries(handlers).map(([name, handler]) => [
        name,
        counting(service, name, handler as Handler),
      ]);
      // Each method as it was, but for the counting.
      return Object.fromEntries(methods) as typeof handlers;
    },
    *metrics() {
      yield {
        name: "tributary_calls_total",
        help: "Calls that have ended since the coordinator started, by how.",
        type: "counter",
        samples: ended,
      };
      yield {
        name: "tributary_calls_open",
        help: "Calls in progress, streams included.",
        type: "gauge",
        samples: open,
      };
    },
  };
}

async function countedAnswer(answer: Promise<unknown>, end: (error?: unknown) => void): Promise<unknown> {
  try {
    const message = await answer;
    end();
    return message;
  } catch (error) {
    end(error);
    throw error;
  }
}

async function* countedStream(
  messages: AsyncIterable<unknown>,
  end: (error?: unknown) => void,
): AsyncGenerator {
  let failure: unknown;
  try {
    yield* messages;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    end(failure);
  }
}
