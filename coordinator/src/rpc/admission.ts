import { CallError } from "@tributary/core/wire";
import type { CallCode } from "@tributary/core/wire";

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
  /** Calls whose request has not come whole, on all connections: there is one limit for the requests of all methods, so each may hold that much. */
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

/** A call that was let in. */
export interface Place {
  /** The request has come whole. */
  complete(): void;
  leave(): void;
}

/** A call of which nothing but its metadata has come. */
export interface Arrival {
  /** Such as `/tributary.v1.Federation/PutChunk`. */
  readonly path: string;
  readonly responseStream: boolean;
  /** The connection's other end. */
  readonly peer: string;
  /** Whether it carries a token, or comes from a page that may need none. */
  readonly hasToken: boolean;
}

export interface Admission {
  /**
   * Lets a call in, or turns it away before a message of its is in memory: as `resource-exhausted` beyond the limits
   * (clients come back after a while), as `unauthenticated` an upload without a token.
   *
   * @param onLate told if the request does not come in time, when the place has been given up
   */
  enter(arrival: Arrival, onLate: (error: CallError) => void): Place | CallError;
  /** How many calls were turned away, by the code. */
  readonly turnedAway: ReadonlyMap<string, number>;
}

/** One for all the ways in to a coordinator. */
export function createAdmission(changes: Partial<AdmissionLimits> = {}): Admission {
  const limits = { ...defaultAdmission, ...changes };
  const turnedAway = new Map<string, number>();
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

  function take(peer: string, kinds: ReadonlySet<Counted>, onLate: () => void): Place {
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
    const complete = (): void => {
      clearTimeout(timer);
      release("waiting");
    };
    const leave = (): void => {
      complete();
      for (const kind of held) release(kind);
      if (own.calls === 0 && connections.get(peer) === own) connections.delete(peer);
    };
    const timer = setTimeout(() => {
      leave();
      onLate();
    }, limits.messageMs);
    timer.unref();
    return { complete, leave };
  }

  function refused(code: CallCode, message: string): CallError {
    turnedAway.set(code, (turnedAway.get(code) ?? 0) + 1);
    return new CallError(code, message);
  }

  return {
    turnedAway,
    enter({ path, responseStream, peer, hasToken }, onLate) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const upload = name === "PutChunk" || name === "PutBlob";
      const kinds = new Set<Counted>(["calls", "waiting"]);
      if (upload) kinds.add("uploads");
      if (responseStream) kinds.add("streams");
      if (name === "Download") kinds.add("downloads");
      if (upload && !hasToken) return refused("unauthenticated", `${name} needs a session token`);
      const details = problem(peer, kinds);
      if (details !== undefined) return refused("resource-exhausted", details);
      const late = `the request of ${name} did not come whole within ${limits.messageMs} ms`;
      return take(peer, kinds, () => onLate(new CallError("deadline-exceeded", late)));
    },
  };
}
