import type { IncomingMessage, ServerResponse } from "node:http";

import type { Route } from "./route.ts";

// What pages of other origins may send and see (Fetch, CORS protocol). Calls carry a token of their own and no cookies,
// so `credentials` are never allowed.
const requestHeaders =
  "authorization, content-type, grpc-timeout, if-none-match, range, x-grpc-web, x-user-agent";
const responseHeaders = "accept-ranges, content-length, content-range, etag, grpc-message, grpc-status";
const preflightSeconds = "7200";

/** Tells a browser that a page of another origin may see the answer, if it may. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  allowed: ReadonlySet<string>,
): boolean {
  if (allowed.size === 0) return false;
  // Caches must not hand one origin's answer to another.
  response.setHeader("vary", "origin");
  const { origin } = request.headers;
  if (origin === undefined || !allowed.has(origin)) return false;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", responseHeaders);
  return true;
}

/** Answers what a browser asks before it sends a page's request. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  { methods }: Route,
): void {
  response.setHeader("access-control-allow-methods", methods.join(", "));
  response.setHeader("access-control-allow-headers", requestHeaders);
  response.setHeader("access-control-max-age", preflightSeconds);
  if (request.headers["access-control-request-private-network"] === "true") {
    response.setHeader("access-control-allow-private-network", "true");
  }
  response.writeHead(204).end();
}
