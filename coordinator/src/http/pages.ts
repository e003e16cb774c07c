import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { namesTag } from "./etag.ts";
import { plainAnswer } from "./route.ts";
import type { Route } from "./route.ts";

/** Scripts of their own and WebAssembly, and nothing else that runs; no page of others may put them into a frame. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// A worker is held to the policy that comes with its script, so every file has it.
const protections = {
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /^(?:text\/|application\/json|application\/wasm|image\/svg)/;
const smallestCompressedBytes = 1_024;

interface Body {
  readonly bytes: Buffer;
  readonly etag: string;
}

interface Page {
  readonly type: string;
  readonly cacheControl: string;
  readonly plain: Body;
  /** undefined: not worth it. */
  readonly gzipped: Body | undefined;
}

/** Where the pages of @tributary/client-web are built; undefined if that is not installed. */
export function pagesFolder(): string | undefined {
  try {
    return fileURLToPath(new URL(".", import.meta.resolve("@tributary/client-web/pages")));
  } catch {
    return undefined;
  }
}

/**
 * Serves the files of a folder as they are at its start: `/` is its index.html, `/join` its join.html, every other file
 * has its path. Nothing else is ever looked for, so no path leads out of the folder.
 *
 * @param folder undefined, empty or missing: people are told how to build it
 */
export async function pageRoutes(folder: string | undefined): Promise<readonly Route[]> {
  const files = folder === undefined ? new Map<string, string>() : await filesOf(folder);
  if (!files.has("/")) return [unbuiltRoute];
  const pages = new Map<string, Promise<Page>>();

  const pageOf = (path: string, file: string): Promise<Page> => {
    const known = pages.get(path) ?? readPage(file);
    pages.set(path, known);
    return known;
  };

  const route = (crossOrigin: boolean): Route => ({
    methods: ["GET", "HEAD"],
    // Scripts may be asked for by the pages of other origins that embed a participant; the pages themselves by nobody.
    matches: (path) => isScriptOrSuch(files.get(path)) === crossOrigin,
    crossOrigin,
    async answer(request, response, path) {
      const file = files.get(path);
      if (file === undefined) return plainAnswer(response, 404, "There is nothing here.");
      sendPage(request, response, await pageOf(path, file));
    },
  });
  return [route(true), route(false)];
}

function isScriptOrSuch(file: string | undefined): boolean | undefined {
  return file === undefined ? undefined : extname(file) !== ".html";
}

/** Paths of the port -> files. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    files.set(path === "/index.html" ? "/" : path.replace(/\.html$/, ""), file);
  }
  return files;
}

async function readPage(file: string): Promise<Page> {
  const bytes = await readFile(file);
  const type = types[extname(file)] ?? "application/octet-stream";
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const worthIt = compressible.test(type) && bytes.length >= smallestCompressedBytes;
  return {
    type,
    // Names under assets hold a hash of what is in them; whoever has one of the others asks whether it is still so.
    cacheControl: file.includes(`${sep}assets${sep}`) ? "public, max-age=31536000, immutable" : "no-cache",
    plain: { bytes, etag: `"${hash}"` },
    gzipped: worthIt
      ? { bytes: await promisify(gzip)(bytes, { level: 9 }), etag: `"${hash}-gzip"` }
      : undefined,
  };
}

function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const zipped = acceptsGzip(request) ? page.gzipped : undefined;
  const { bytes, etag } = zipped ?? page.plain;
  if (page.gzipped !== undefined) response.appendHeader("vary", "accept-encoding");
  const headers = { ...protections, "cache-control": page.cacheControl, etag };
  if (namesTag(request.headers["if-none-match"], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "content-type": page.type,
    "content-length": bytes.length,
    ...(zipped !== undefined && { "content-encoding": "gzip" }),
  });
  response.end(bytes);
}

function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers["accept-encoding"] ?? "";
  return accepted.split(",").some((each) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(each));
}

const unbuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tributary</title>
<h1>The pages are not built</h1>
<p>This coordinator takes calls, but it has no pages to show. In its repository run <code>npm run build</code>, then start it again.</p>
</html>
`;

/** Answers for the pages where there are none. */
const unbuiltRoute: Route = {
  methods: ["GET", "HEAD"],
  matches: (path) => path === "/" || path === "/join",
  crossOrigin: false,
  answer(_request, response) {
    const body = Buffer.from(unbuilt);
    response.writeHead(503, {
      ...protections,
      "content-type": "text/html; charset=utf-8",
      "content-length": body.length,
      "cache-control": "no-store",
    });
    response.end(body);
  },
};
