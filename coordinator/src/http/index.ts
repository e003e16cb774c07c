export { blobRoute } from "./blobs.ts";
export { dispatch } from "./dispatch.ts";
export { healthRoute } from "./health.ts";
export { metricsRoute } from "./metrics.ts";
export { operatorGate } from "./operator-gate.ts";
export { pageRoutes, pagesFolder } from "./pages.ts";
export type { Route } from "./route.ts";
