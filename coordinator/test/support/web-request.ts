import { once } from "node:events";
import { request } from "node:http";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";

/** What came back over HTTP/1.1. */
export interface WebAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export async function answerOf(sent: ClientRequest): Promise<WebAnswer> {
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) };
}

/** A request on a connection of its own. */
export function webRequest(port: number, path: string, options: RequestOptions = {}): ClientRequest {
  return request({ host: "127.0.0.1", port, path, agent: false, ...options });
}

export async function webGet(port: number, path: string, options: RequestOptions = {}): Promise<WebAnswer> {
  const sent = webRequest(port, path, options);
  sent.end();
  return answerOf(sent);
}

/** A gRPC-Web call whose body is still to be written. */
export function webCall(port: number, method: string, headers: Record<string, string> = {}): ClientRequest {
  return webRequest(port, `/tributary.v1.${method}`, {
    method: "POST",
    headers: { "content-type": "application/grpc-web+proto", ...headers },
  });
}

/** The status in the trailers of an answer, which hold nothing else that looks like it. */
export function grpcStatusOf({ body }: WebAnswer): number {
  return Number(/grpc-status:(\d+)/.exec(body.toString("latin1"))?.[1] ?? Number.NaN);
}

/** A frame of gRPC-Web; its length may lie. */
export function frame(bytes: Uint8Array, length = bytes.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, bytes]);
}

/** A bare connection, whose faults are expected. */
export async function bareSocket(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}
