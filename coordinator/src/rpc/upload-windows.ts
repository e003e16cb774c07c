import type { Server } from "@grpc/grpc-js";

// grpc-js 1.14 has no server option for HTTP/2's flow control (grpc/grpc-node#3058): a window of 64 KiB caps an upload at
// 64 KiB per round trip, 1 MB/s at 40 ms. Two private fields raise it. Larger windows than these would let a hundred
// clients pin gigabytes.
const streamWindowBytes = 1 << 20;
const sessionWindowBytes = 2 << 20;

interface Http2Settings {
  settings?: Record<string, unknown>;
}

/** Before a port is bound. @returns whether this release of grpc-js still has the field */
export function raiseStreamWindows(server: Server): boolean {
  const options: unknown = Reflect.get(server, "commonServerOptions");
  if (typeof options !== "object" || options === null || !("settings" in options)) return false;
  const { settings } = options as Http2Settings;
  (options as Http2Settings).settings = { ...settings, initialWindowSize: streamWindowBytes };
  return true;
}

/** After a port is bound. @returns whether this release of grpc-js still has the field */
export function raiseSessionWindows(server: Server): boolean {
  const servers: unknown = Reflect.get(server, "http2Servers");
  if (!(servers instanceof Map) || servers.size === 0) return false;
  for (const http2 of servers.keys() as Iterable<unknown>) {
    if (!isEmitter(http2)) return false;
    http2.on("session", (session) => session.setLocalWindowSize(sessionWindowBytes));
  }
  return true;
}

interface SessionEmitter {
  on(event: "session", listener: (session: { setLocalWindowSize(bytes: number): void }) => void): void;
}

function isEmitter(value: unknown): value is SessionEmitter {
  return typeof value === "object" && value !== null && "on" in value && typeof value.on === "function";
}
