import type { IncomingMessage, ServerResponse } from "node:http";

import type { OnFault } from "../rpc/index.ts";
import { allowOrigin, answerPreflight } from "./cross-origin.ts";
import { plainAnswer } from "./route.ts";
import type { Route } from "./route.ts";

export interface DispatchOptions {
  /** The first that matches a path answers. */
  readonly routes: readonly Route[];
  /** Origins, such as `https://hospital.example`, whose pages may ask. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Raised when no connection is to be kept open any more. */
  readonly stopping: AbortSignal;
  readonly onFault: OnFault;
}

/** Hands each request to the route that answers to its path. */
export function dispatch(
  options: DispatchOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { routes, allowedOrigins, stopping, onFault } = options;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    response.setHeader("x-content-type-options", "nosniff");
    const path = /^[^?#]*/.exec(url)?.[0] ?? "";
    const route = routes.find((each) => each.matches(path));
    if (route === undefined) return plainAnswer(response, 404, "There is nothing here.");
    const mayAsk = route.crossOrigin && allowOrigin(request, response, allowedOrigins);
    if (route.methods.includes(method)) return route.answer(request, response, path);
    const isPreflight = method === "OPTIONS" && "access-control-request-method" in request.headers;
    if (isPreflight && mayAsk) return answerPreflight(request, response, route);
    const allow = route.methods.join(", ");
    return plainAnswer(response, 405, `Expected ${allow} here.`, { allow });
  }

  return (request, response) => {
    // A connection that is kept alive would keep the port from closing.
    if (stopping.aborted) response.shouldKeepAlive = false;
    response.once("finish", () => {
      if (stopping.aborted) request.socket.destroySoon();
    });
    answer(request, response).catch((error: unknown) => {
      onFault({ method: `${request.method} ${request.url}`, error });
      if (response.headersSent) response.destroy();
      else plainAnswer(response, 500, "The coordinator failed; its log says why.");
    });
  };
}
