import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** Passes bytes on and keeps what the client sends. */
export interface RecordingProxy {
  readonly port: number;
  /** Everything that clients sent, a list of pieces per connection. */
  readonly connections: readonly (readonly Buffer[])[];
  close(): void;
}

export async function recordingProxy(targetPort: number): Promise<RecordingProxy> {
  const connections: Buffer[][] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const pieces: Buffer[] = [];
    connections.push(pieces);
    const target = connect(targetPort, "127.0.0.1");
    sockets.push(socket, target);
    socket.on("data", (piece) => pieces.push(piece));
    socket.pipe(target).pipe(socket);
    // Either end may break the line when a test is over.
    socket.on("error", () => target.destroy());
    target.on("error", () => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A frame of HTTP/2 (RFC 9113, section 4.1). */
export interface Frame {
  readonly type: number;
  readonly stream: number;
  readonly payload: Buffer;
}

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** All of a connection's bytes, as frames: nothing is left over. */
export function framesOf(pieces: readonly Buffer[]): readonly Frame[] {
  const bytes = Buffer.concat(pieces);
  if (bytes.subarray(0, preface.length).toString("latin1") !== preface) throw new Error("this is not HTTP/2");
  const frames: Frame[] = [];
  let at = preface.length;
  while (at < bytes.length) {
    const length = bytes.readUIntBE(at, 3);
    if (at + 9 + length > bytes.length) throw new Error("the last frame is cut short");
    const stream = bytes.readUInt32BE(at + 5) & 0x7fffffff;
    frames.push({ type: bytes.readUInt8(at + 3), stream, payload: bytes.subarray(at + 9, at + 9 + length) });
    at += 9 + length;
  }
  return frames;
}
