export { createWebAdministration, createWebTransport } from "./web-transport.ts";
export type { Fetch, WebTransportOptions } from "./web-transport.ts";
