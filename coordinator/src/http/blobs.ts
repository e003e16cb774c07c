import type { IncomingMessage, ServerResponse } from "node:http";

import { digest, isDigest } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";

import { tokenOf } from "../rpc/index.ts";
import type { Admission } from "../rpc/index.ts";
import type { BlobAccess, OpenBlob } from "../service/index.ts";
import { rangeOf } from "./byte-range.ts";
import { namesTag } from "./etag.ts";
import { plainAnswer } from "./route.ts";
import type { Route } from "./route.ts";
import { closeSignal, written } from "./written.ts";

const prefix = "/blobs/";
const yearSeconds = 31_536_000;

/** `/blobs/<sha256>`: what a digest names never changes, so it may be kept for as long as there is room. */
export function blobRoute(openBlob: BlobAccess, admission: Admission): Route {
  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const name = path.slice(prefix.length);
    if (!isDigest(name)) return plainAnswer(response, 404, "A blob is named by 64 hex digits.");
    const token = tokenOf(request.headers.authorization);
    const peer = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
    const arrival = { path: `${prefix}Download`, responseStream: true, peer, hasToken: token !== undefined };
    const place = admission.enter(arrival, () => undefined);
    if (place instanceof CallError) {
      return plainAnswer(response, 503, place.message, { "retry-after": "5" });
    }
    try {
      place.complete();
      await send(request, response, name, await openBlob(digest(name), token));
    } catch (error) {
      if (!(error instanceof CallError) || response.headersSent) throw error;
      refuse(response, error);
    } finally {
      place.leave();
    }
  }

  return { methods: ["GET", "HEAD"], matches: (path) => path.startsWith(prefix), crossOrigin: true, answer };
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  blob: OpenBlob,
): Promise<void> {
  const { sizeBytes, isPublic } = blob;
  const etag = `"${name}"`;
  const common = {
    etag,
    "accept-ranges": "bytes",
    "cache-control": `${isPublic ? "public" : "private"}, max-age=${yearSeconds}, immutable`,
  };
  if (namesTag(request.headers["if-none-match"], etag)) {
    response.writeHead(304, common).end();
    return;
  }
  const condition = request.headers["if-range"];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = rangeOf(wanted, sizeBytes);
  if (range === "unsatisfiable") {
    return plainAnswer(response, 416, `The blob has ${sizeBytes} bytes.`, {
      "content-range": `bytes */${sizeBytes}`,
    });
  }
  const { from, to } = range === "all" ? { from: 0, to: sizeBytes } : range;
  response.writeHead(range === "all" ? 200 : 206, {
    ...common,
    "content-type": "application/octet-stream",
    "content-length": to - from,
    ...(range !== "all" && { "content-range": `bytes ${from}-${to - 1}/${sizeBytes}` }),
  });
  if (request.method !== "HEAD" && to > from) {
    const gone = closeSignal(response);
    for await (const piece of blob.read(from, to)) {
      // A piece is lent until the next is asked for.
      await written(response, [piece], gone);
      if (gone.aborted) return;
    }
  }
  response.end();
}

function refuse(response: ServerResponse, { code, message }: CallError): void {
  if (code === "unauthenticated") {
    return plainAnswer(response, 401, "The blob needs a session's or the operator's token.", {
      "www-authenticate": "Bearer",
    });
  }
  plainAnswer(response, code === "not-found" ? 404 : 503, message);
}
