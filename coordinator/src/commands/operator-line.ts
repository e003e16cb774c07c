import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { Client, Metadata, credentials, status } from "@grpc/grpc-js";
import type { MethodDefinition, ServiceError } from "@grpc/grpc-js";
import { UserError } from "@tributary/core/support";
import { errorCode } from "@tributary/node-platform";
import { loadServices } from "@tributary/proto/loader";
import type { AdministrationMethods, UnaryMethod } from "@tributary/proto/methods";

import type { LineSettings } from "../config/index.ts";
import { isLoopback } from "../rpc/index.ts";

type Unary = UnaryMethod<AdministrationMethods>;

/** An operator's line to a coordinator that runs. */
export interface OperatorLine {
  /** @throws UserError in one sentence: what the coordinator refused, or that it cannot be reached */
  call<Method extends Unary>(
    method: Method,
    request: AdministrationMethods[Method]["request"],
  ): Promise<AdministrationMethods[Method]["responseRead"]>;
}

const timeoutMs = 60_000;
const defaultPort = 7070;

/** Opens a line for as long as `use` takes. @throws UserError */
export async function withOperatorLine<Value>(
  settings: LineSettings,
  use: (line: OperatorLine) => Promise<Value>,
): Promise<Value> {
  const address = parseAddress(settings.coordinator);
  const token = await readToken(settings);
  const ca = settings.tlsCa === undefined ? undefined : await read(settings.tlsCa, "authority");
  const trust = address.tls
    ? credentials.createSsl(ca === undefined ? undefined : Buffer.from(ca))
    : credentials.createInsecure();
  const client = new Client(address.target, trust, {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": isLoopback(address.host) ? 0 : 1,
    "grpc.service_config_disable_resolution": 1,
  });
  const { service } = loadServices().Administration;
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${token}`);
  try {
    return await use({
      call: (method, request) =>
        new Promise((resolve, reject) => {
          // Keyed by the same names as the table of methods, which a test of proto holds together.
          const definition = service[method] as unknown as MethodDefinition<typeof request, never>;
          client.makeUnaryRequest(
            definition.path,
            definition.requestSerialize,
            definition.responseDeserialize,
            request,
            metadata,
            { deadline: Date.now() + timeoutMs },
            (error, response) => {
              if (error !== null) reject(new UserError(sentenceOf(error, settings)));
              else if (response === undefined) reject(new Error(`${method} was answered with nothing`));
              else resolve(response);
            },
          );
        }),
    });
  } finally {
    client.close();
  }
}

function parseAddress(text: string): {
  readonly host: string;
  readonly target: string;
  readonly tls: boolean;
} {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const tls = url?.protocol === "https:";
  if (
    url === undefined ||
    (!tls && url.protocol !== "http:") ||
    url.hostname === "" ||
    url.pathname !== "/"
  ) {
    throw new UserError(
      `The coordinator's address ${JSON.stringify(text)} cannot be used: expected http(s)://host:port.`,
    );
  }
  if (!tls && !isLoopback(url.hostname)) {
    throw new UserError(
      `The operator's token would travel to ${url.hostname} in the clear; give the coordinator TLS and begin its ` +
        "address with https://, or run this on its machine.",
    );
  }
  const usual = /^https?:\/\/[^/#?]*:\d+(?:[/#?]|$)/i.test(text) ? (tls ? 443 : 80) : defaultPort;
  const port = url.port === "" ? usual : Number(url.port);
  return { host: url.hostname, target: `${url.hostname}:${port}`, tls };
}

async function readToken({ dataDir, tokenFile }: LineSettings): Promise<string> {
  const path = tokenFile ?? join(dataDir, "operator-token");
  const token = new TextDecoder().decode(await read(path, "operator's token")).trim();
  if (/^[!-~]+$/.test(token)) return token;
  throw new UserError(`The file ${path} holds no operator's token: expected one word.`);
}

async function read(path: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const why = errorCode(error) === "ENOENT" ? "there is no such file" : String(error);
    const advice =
      what === "authority" ? "" : "; name the data folder with --data-dir, or the file with --token-file";
    throw new UserError(`The ${what} cannot be read from ${path}: ${why}${advice}.`);
  }
}

function sentenceOf({ code, details }: ServiceError, { coordinator }: LineSettings): string {
  switch (code) {
    case status.UNAVAILABLE:
      return `The coordinator at ${coordinator} cannot be reached; is it running there?`;
    case status.DEADLINE_EXCEEDED:
      return `The coordinator at ${coordinator} did not answer within ${timeoutMs / 1000} s.`;
    case status.UNAUTHENTICATED:
      return `The coordinator at ${coordinator} does not know this operator's token; it is that of another data folder.`;
    default:
      return /[.?!]$/.test(details) ? details : `The coordinator refused: ${details}.`;
  }
}
