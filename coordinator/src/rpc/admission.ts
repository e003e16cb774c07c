import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Metadata, ServerInterceptor } from "@grpc/grpc-js";

import { tokenOf } from "./calls.ts";

export interface AdmissionLimits {
  /** Calls in progress on all connections, streams included. */
  readonly calls: number;
  /** Calls in progress on one connection, streams included. */
  readonly callsPerConnection: number;
  /** Pieces of uploads in progress, on all connections: each may hold a message in memory. */
  readonly uploads: number;
  /** Pieces of uploads in progress on one connection, so that one cannot hold every place there is. */
  readonly uploadsPerConnection: number;
  /** Downloads in progress, on all connections: each holds 256 KiB and an open file. */
  readonly downloads: number;
  /** Calls answered by a stream (downloads, watches) in progress on one connection. */
  readonly streamsPerConnection: number;
  /** Calls whose request has not come whole, on all connections: grpc-js has one receive limit for all methods, so each may hold that much. */
  readonly waiting: number;
  /** Calls whose request has not come whole, on one connection. */
  readonly waitingPerConnection: number;
  /** Milliseconds from a call's metadata until its request has come whole. */
  readonly messageMs: number;
}

/** 48 pieces of 1 MiB, each twice while it is put together, are 96 MiB; twenty thousand idle watchers are what one process carries. */
const defaultAdmission: AdmissionLimits = {
  calls: 20_000,
  callsPerConnection: 64,
  uploads: 48,
  uploadsPerConnection: 4,
  downloads: 64,
  streamsPerConnection: 16,
  waiting: 512,
  waitingPerConnection: 16,
  messageMs: 60_000,
};

/** What is counted, for one connection or for all. */
type Counted = "calls" | "uploads" | "downloads" | "streams" | "waiting";
type Counts = Record<Counted, number>;

const none = (): Counts => ({ calls: 0, uploads: 0, downloads: 0, streams: 0, waiting: 0 });

interface Place {
  /** The request has come whole. */
  complete(): void;
  leave(): void;
}

/**
 * Turns calls away when their metadata come, before a message of theirs is in memory: as `resource-exhausted` beyond the
 * limits (clients come back after a while), as `unauthenticated` uploads without a token. A call whose request does not
 * come in time is ended as `deadline-exceeded`.
 */
export function admission(changes: Partial<AdmissionLimits> = {}): ServerInterceptor {
  const limits = { ...defaultAdmission, ...changes };
  const everywhere = none();
  const connections = new Map<string, Counts>();
  const caps: readonly (readonly [Counted, number, number])[] = [
    ["calls", limits.calls, limits.callsPerConnection],
    ["uploads", limits.uploads, limits.uploadsPerConnection],
    ["downloads", limits.downloads, Infinity],
    ["streams", Infinity, limits.streamsPerConnection],
    ["waiting", limits.waiting, limits.waitingPerConnection],
  ];

  function problem(peer: string, kinds: ReadonlySet<Counted>): string | undefined {
    const own = connections.get(peer) ?? none();
    for (const [kind, most, mostOfOne] of caps) {
      if (!kinds.has(kind)) continue;
      const what = kind === "waiting" ? "calls are waiting for their messages" : `${kind} are in progress`;
      if (everywhere[kind] >= most) return `overloaded: ${everywhere[kind]} ${what}`;
      if (own[kind] >= mostOfOne) return `overloaded: ${own[kind]} ${what} on this connection`;
    }
    return undefined;
  }

  function enter(peer: string, kinds: ReadonlySet<Counted>, onLate: () => void): Place {
    const own = connections.get(peer) ?? none();
    connections.set(peer, own);
    const held = new Set(kinds);
    for (const kind of held) {
      everywhere[kind]++;
      own[kind]++;
    }
    const release = (kind: Counted): void => {
      if (!held.delete(kind)) return;
      everywhere[kind]--;
      own[kind]--;
    };
    const timer = setTimeout(onLate, limits.messageMs);
    timer.unref();
    const complete = (): void => {
      clearTimeout(timer);
      release("waiting");
    };
    return {
      complete,
      leave() {
        complete();
        for (const kind of held) release(kind);
        if (own.calls === 0 && connections.get(peer) === own) connections.delete(peer);
      },
    };
  }

  return ({ path, responseStream }, call) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const upload = name === "PutChunk" || name === "PutBlob";
    const kinds = new Set<Counted>(["calls", "waiting"]);
    if (upload) kinds.add("uploads");
    if (responseStream) kinds.add("streams");
    if (name === "Download") kinds.add("downloads");
    const peer = call.getPeer();
    let place: Place | undefined;
    return new ServerInterceptingCall(call, {
      start(next) {
        next({
          onReceiveMetadata(metadata, forward) {
            if (upload && !hasToken(metadata)) {
              call.sendStatus({ code: status.UNAUTHENTICATED, details: `${name} needs a session token` });
              return;
            }
            const details = problem(peer, kinds);
            if (details !== undefined) {
              call.sendStatus({ code: status.RESOURCE_EXHAUSTED, details });
              return;
            }
            place = enter(peer, kinds, () => {
              place?.leave();
              const late = `the request of ${name} did not come whole within ${limits.messageMs} ms`;
              call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: late });
              closeStream(call);
            });
            forward(metadata);
          },
          // Handlers begin at the half-close: a caller that withholds it holds its message here.
          onReceiveHalfClose(forward) {
            place?.complete();
            forward();
          },
          onCancel() {
            place?.leave();
          },
        });
      },
      sendStatus(sent, next) {
        place?.leave();
        next(sent);
      },
    });
  };
}

/** A caller that never ends its half of a stream would keep what it has sent in memory; grpc-js keeps the stream private. */
function closeStream(call: object): void {
  const stream: unknown = Reflect.get(call, "stream");
  if (typeof stream !== "object" || stream === null || !("close" in stream)) return;
  if (typeof stream.close === "function") stream.close();
}

function hasToken(metadata: Metadata): boolean {
  return tokenOf(metadata.get("authorization")[0]?.toString()) !== undefined;
}
