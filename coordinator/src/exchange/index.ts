export { openExchange } from "./exchange.ts";
export type { Exchange } from "./exchange.ts";
export { conclusionOf, isComplete } from "./phases.ts";
export { openSessionLog } from "./session-log.ts";
