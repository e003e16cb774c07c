import { createWebTransport } from "@tributary/client-web/transport";
import type { FederationTransport, Handlers } from "@tributary/core/wire";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";
import { administrationMethods } from "@tributary/proto/methods";

import { startServer } from "../../src/index.ts";
import type { CoordinatorServer, ServerOptions } from "../../src/index.ts";
import { grpcTransport } from "./grpc-transport.ts";

/** Operators' service of which nothing is called. */
export const administrationServiceOfNone = Object.fromEntries(
  Object.keys(administrationMethods).map((name) => [
    name,
    () => {
      throw new Error("not in this test");
    },
  ]),
) as unknown as Handlers<AdministrationMethods>;

export interface GrpcLine {
  readonly transport: FederationTransport;
  readonly server: CoordinatorServer;
  end(): Promise<void>;
}

type LineArguments = Parameters<typeof lineTo> extends [unknown, ...infer Rest] ? Rest : never;

/** A server on a free port, and a transport to it over gRPC. */
export function grpcLine(...line: LineArguments): Promise<GrpcLine> {
  return lineTo((port) => grpcTransport(`127.0.0.1:${port}`), ...line);
}

/** The same over gRPC-Web, as a browser has it. */
export function webLine(...line: LineArguments): Promise<GrpcLine> {
  return lineTo((port) => createWebTransport({ origin: `http://127.0.0.1:${port}`, fetch }), ...line);
}

async function lineTo(
  transportTo: (port: number) => FederationTransport,
  federation: Handlers<FederationMethods>,
  administration: Handlers<AdministrationMethods> = administrationServiceOfNone,
  onFault: (error: unknown) => void = () => undefined,
  options: Partial<ServerOptions> = {},
): Promise<GrpcLine> {
  const server = await startServer({
    federation,
    administration,
    host: "127.0.0.1",
    port: 0,
    onFault: ({ error }) => onFault(error),
    ...options,
  });
  const transport = transportTo(server.port);
  return {
    transport,
    server,
    async end() {
      await transport.close();
      await server.close(100);
    },
  };
}
