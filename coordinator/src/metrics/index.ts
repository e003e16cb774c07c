export { callMetrics } from "./call-metrics.ts";
export { exposition, expositionType } from "./exposition.ts";
export { federationMetrics } from "./federation-metrics.ts";
export { portMetrics } from "./port-metrics.ts";
export type { PortFigures } from "./port-metrics.ts";
export { processMetrics } from "./process-metrics.ts";
