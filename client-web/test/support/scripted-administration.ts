// The least of a coordinator that a page needs: the built pages, and operators' calls over gRPC-Web, answered by a script.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { CallError } from "@tributary/core/wire";
import type { CallContext, Handlers } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import type { AdministrationMethods } from "@tributary/proto/methods";

export type Script = Handlers<AdministrationMethods>;

export interface ScriptedAdministration {
  readonly url: string;
  /** Cuts all connections and answers nobody until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const pages = new URL("./", import.meta.resolve("@tributary/client-web/pages"));
/** As a coordinator serves its pages. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
const types: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", css: "text/css" };

export async function scriptedAdministration(script: Partial<Script>): Promise<ScriptedAdministration> {
  let server: Server | undefined;
  let port = 0;

  async function start(): Promise<void> {
    const started = createServer((request, response) => {
      void serve(script, request, response).catch(() => response.destroy());
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(port, "127.0.0.1", resolve));
    ({ port } = started.address() as AddressInfo);
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}/`,
    start,
    stop: () =>
      new Promise((resolve) => {
        server?.close(() => resolve());
        server?.closeAllConnections();
      }),
  };
}

async function serve(
  script: Partial<Script>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const [, method] = /^\/tributary\.v1\.Administration\/(\w+)$/.exec(path) ?? [];
  if (method !== undefined) return answer(script, method, request, response);
  const file = path === "/" ? "index.html" : path.slice(1);
  if (!/^(?:assets\/)?[\w.-]+$/.test(file)) return void response.writeHead(404).end();
  response.setHeader("content-security-policy", policy);
  response.setHeader("content-type", types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream");
  createReadStream(fileURLToPath(new URL(file, pages)))
    .on("error", () => response.writeHead(404).end())
    .pipe(response);
}

async function answer(
  script: Partial<Script>,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const definition = Object.entries(loadServices().Administration.service).find(
    ([name]) => name === method,
  )?.[1];
  const handler: unknown = Reflect.get(script, method);
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  response.writeHead(200, { "content-type": "application/grpc-web+proto" });
  response.flushHeaders();
  try {
    if (definition === undefined || typeof handler !== "function")
      throw new CallError("unimplemented", `the script has no ${method}`);
    const message: unknown = definition.requestDeserialize((await buffer(request)).subarray(5));
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const context: CallContext = { token, peer: "test", signal: gone.signal };
    const answers = (handler as (message: unknown, context: CallContext) => unknown)(message, context);
    if (definition.responseStream) {
      for await (const one of answers as AsyncIterable<unknown>)
        response.write(framed(0, definition.responseSerialize(one)));
    } else {
      response.write(framed(0, definition.responseSerialize(await answers)));
    }
    response.end(framed(0x80, Buffer.from("grpc-status: 0\r\n")));
  } catch (error) {
    const [status, text] =
      error instanceof CallError ? [statuses[error.code] ?? 2, error.message] : [13, String(error)];
    response.end(
      framed(0x80, Buffer.from(`grpc-status: ${status}\r\ngrpc-message: ${encodeURIComponent(text)}\r\n`)),
    );
  }
}

const statuses: Readonly<Partial<Record<CallError["code"], number>>> = {
  "invalid-argument": 3,
  "not-found": 5,
  "failed-precondition": 9,
  unimplemented: 12,
  unauthenticated: 16,
};

function framed(flag: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
