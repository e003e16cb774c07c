import type { Socket } from "node:net";

/** How many bytes went over some connections, and which of them are open. */
export interface Traffic {
  /** Counts a connection from now until it is closed. */
  add(socket: Socket): void;
  readonly open: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

export function createTraffic(): Traffic {
  const sockets = new Set<Socket>();
  const closed = { received: 0, sent: 0 };
  const sum = (start: number, bytesOf: (socket: Socket) => number): number =>
    [...sockets].reduce((total, socket) => total + bytesOf(socket), start);
  return {
    add(socket) {
      sockets.add(socket);
      socket.once("close", () => {
        sockets.delete(socket);
        closed.received += socket.bytesRead;
        closed.sent += socket.bytesWritten;
      });
    },
    get open() {
      return sockets.size;
    },
    get bytesReceived() {
      return sum(closed.received, ({ bytesRead }) => bytesRead);
    },
    get bytesSent() {
      return sum(closed.sent, ({ bytesWritten }) => bytesWritten);
    },
  };
}
