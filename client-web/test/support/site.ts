// A coordinator behind a server of the test's, which serves the pages, passes on all else, and keeps what a page sends.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { repositoryRoot } from "@tributary/test-support";

import { contentType } from "./content-types.ts";

export interface Site {
  readonly origin: string;
  /** What pages sent, in order. */
  readonly sent: readonly { readonly path: string; readonly body: Buffer }[];
  /** What pages loaded. */
  readonly loaded: readonly string[];
  close(): void;
}

const pages = join(repositoryRoot, "client-web/dist/pages");
/** As strict as it can be: no code is made from text, and nothing comes from elsewhere. */
export const strictPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

export interface SiteOptions {
  readonly coordinatorPort: number;
  /** The Content-Security-Policy of its page and of its scripts; default: a strict one. */
  readonly policy?: string;
  /** Lets pages of any origin call the coordinator, whatever that says. */
  readonly anyOrigin?: boolean;
  /** Where its page takes the client's module from; default: from this site. */
  readonly module?: string;
}

export async function startSite({
  coordinatorPort,
  policy = strictPolicy,
  module = "/client/v1.js",
  anyOrigin = false,
}: SiteOptions): Promise<Site> {
  const sent: { path: string; body: Buffer }[] = [];
  const loaded: string[] = [];
  const page = '<!doctype html><title>A page</title><script type="module" src="/page.js"></script>';
  const script = `import * as client from ${JSON.stringify(module)}; globalThis.client = client;`;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(incoming.url ?? "/", "http://site").pathname;
    if (anyOrigin) {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-allow-headers", "*, authorization");
      response.setHeader("access-control-expose-headers", "*");
      if (incoming.method === "OPTIONS") {
        response.writeHead(204).end();
        return;
      }
    }
    if (incoming.method === "POST") {
      const pieces: Buffer[] = [];
      for await (const piece of incoming) pieces.push(piece as Buffer);
      const body = Buffer.concat(pieces);
      sent.push({ path, body });
      pass(incoming, body, response);
      return;
    }
    loaded.push(path);
    response.setHeader("content-security-policy", policy);
    // The module with the fixed address is for pages of any origin; what it loads is, too.
    response.setHeader("access-control-allow-origin", "*");
    if (path === "/") {
      response.setHeader("content-type", "text/html").end(page);
      return;
    }
    if (path === "/page.js") {
      response.setHeader("content-type", "text/javascript").end(script);
      return;
    }
    const file = await readFile(join(pages, path)).catch(() => undefined);
    response.setHeader("content-type", contentType(path));
    response.writeHead(file === undefined ? 404 : 200).end(file);
  }

  function pass({ headers, url, method }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    // The site stands for the coordinator's own origin.
    const { origin: _, ...plain } = headers;
    const onward = request(
      { host: "127.0.0.1", port: coordinatorPort, path: url, method, headers: plain },
      (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(response);
        // A coordinator that is killed breaks its answers off.
        answered.on("error", () => response.destroy());
      },
    );
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    onward.end(body);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sent,
    loaded,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
