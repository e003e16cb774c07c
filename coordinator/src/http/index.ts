export { dispatch } from "./dispatch.ts";
export { healthRoute } from "./health.ts";
export type { Route } from "./route.ts";
