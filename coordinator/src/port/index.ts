export { startServer } from "./server.ts";
export type { CoordinatorServer, ServerOptions } from "./server.ts";
