export { startGrpcServer } from "./grpc-server.ts";
export type { GrpcServer, GrpcServerOptions } from "./grpc-server.ts";
export { createInProcessAdministration, createInProcessTransport } from "./in-process.ts";
