import type { FederationTransport, Handlers } from "@tributary/core/wire";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";
import { administrationMethods } from "@tributary/proto/methods";

import { startGrpcServer } from "../../src/index.ts";
import type { GrpcServer, GrpcServerOptions } from "../../src/index.ts";
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
  readonly server: GrpcServer;
  end(): Promise<void>;
}

/** A gRPC server on a free port, and a transport to it. */
export async function grpcLine(
  federation: Handlers<FederationMethods>,
  administration: Handlers<AdministrationMethods> = administrationServiceOfNone,
  onFault: (error: unknown) => void = () => undefined,
  options: Partial<GrpcServerOptions> = {},
): Promise<GrpcLine> {
  const server = await startGrpcServer({
    federation,
    administration,
    host: "127.0.0.1",
    port: 0,
    onFault: ({ error }) => onFault(error),
    ...options,
  });
  const transport = grpcTransport(`127.0.0.1:${server.port}`);
  return {
    transport,
    server,
    async end() {
      await transport.close();
      await server.close(100);
    },
  };
}
