import { plainAnswer } from "./route.ts";
import type { Route } from "./route.ts";

/**
 * For whoever watches over the process. `/healthz`: it runs; `/readyz`: it takes calls.
 * @param stopping raised when it no longer does
 */
export function healthRoute(stopping: AbortSignal): Route {
  return {
    methods: ["GET", "HEAD"],
    matches: (path) => path === "/healthz" || path === "/readyz",
    crossOrigin: false,
    answer(_request, response, path) {
      const serves = path === "/healthz" || !stopping.aborted;
      plainAnswer(response, serves ? 200 : 503, serves ? "ok" : "stopping", { "cache-control": "no-store" });
    },
  };
}
