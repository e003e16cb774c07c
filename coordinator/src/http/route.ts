import type { IncomingMessage, ServerResponse } from "node:http";

/** What answers to some of the paths of the port, over HTTP/1.1. */
export interface Route {
  readonly methods: readonly string[];
  /** @param path as it was sent, without a query: nothing in it is decoded */
  matches(path: string): boolean;
  /** Whether pages of the origins that are allowed may ask. */
  readonly crossOrigin: boolean;
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> | void;
}

/** A short answer for people. */
export function plainAnswer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": body.length,
    ...headers,
  });
  response.end(body);
}
