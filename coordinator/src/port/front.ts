import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

import { createTraffic } from "./traffic.ts";
import type { Traffic } from "./traffic.ts";

/** The first bytes of HTTP/2 (RFC 9113, section 3.4); no request of HTTP/1.1 begins so, nor with its first four. */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const tellingBytes = 4;

export interface Front {
  /** Connections that have shown what they speak. */
  readonly traffic: { readonly http1: Traffic; readonly http2: Traffic };
  /** Open connections that have not. */
  readonly silent: number;
  /** Sees to a connection that was just made. */
  take(socket: Socket): void;
  /** Closes connections that have not said anything yet. */
  close(): void;
}

export interface FrontOptions {
  readonly http1: (socket: Socket) => void;
  readonly http2: (socket: Socket) => void;
  /** A connection that has not shown by then what it speaks is closed. */
  readonly patienceMs: number;
}

/** Tells connections of HTTP/1.1 and HTTP/2 apart: by what TLS agreed on, else by their first bytes. */
export function createFront({ http1, http2, patienceMs }: FrontOptions): Front {
  const silent = new Set<Socket>();
  const traffic = { http1: createTraffic(), http2: createTraffic() };

  const toHttp1 = (socket: Socket): void => {
    traffic.http1.add(socket);
    http1(socket);
  };

  const toHttp2 = (socket: Socket): void => {
    // As HTTP/2's own servers have it: an end that says goodbye expects no more. HTTP/1.1's keep the other half open.
    socket.allowHalfOpen = false;
    traffic.http2.add(socket);
    http2(socket);
  };

  function listen(socket: Socket): void {
    let first: Buffer = Buffer.alloc(0);
    silent.add(socket);
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    const drop = (): void => void socket.destroy();
    const forget = (): void => {
      silent.delete(socket);
      clearTimeout(timer);
    };
    const hear = (piece: Buffer): void => {
      first = first.length === 0 ? piece : Buffer.concat([first, piece]);
      const isHttp2 = first
        .subarray(0, tellingBytes)
        .equals(preface.subarray(0, first.length).subarray(0, tellingBytes));
      if (isHttp2 && first.length < tellingBytes) return;
      forget();
      socket.pause();
      socket.off("data", hear).off("end", drop).off("error", drop).off("close", forget);
      socket.unshift(first);
      if (isHttp2) {
        toHttp2(socket);
        return;
      }
      toHttp1(socket);
      socket.resume();
    };
    socket.on("data", hear).on("end", drop).on("error", drop).on("close", forget);
  }

  return {
    traffic,
    get silent() {
      return silent.size;
    },
    take(socket) {
      const agreed = socket instanceof TLSSocket ? socket.alpnProtocol : false;
      if (agreed === "h2") toHttp2(socket);
      else if (agreed === "http/1.1") toHttp1(socket);
      else listen(socket);
    },
    close() {
      for (const socket of silent) socket.destroy();
    },
  };
}
