import { expositionType } from "../metrics/index.ts";
import type { OperatorGate } from "./operator-gate.ts";
import { plainAnswer } from "./route.ts";
import type { Route } from "./route.ts";

/** `/metrics`, for Prometheus and its like. @param render what it says at that moment */
export function metricsRoute(render: () => string, mayLook: OperatorGate): Route {
  return {
    methods: ["GET", "HEAD"],
    matches: (path) => path === "/metrics",
    crossOrigin: false,
    answer(request, response) {
      if (!mayLook(request)) {
        return plainAnswer(response, 401, "Metrics need the operator's token; it is in the data folder.", {
          "www-authenticate": "Bearer",
        });
      }
      const body = Buffer.from(render());
      response.writeHead(200, {
        "content-type": expositionType,
        "content-length": body.length,
        "cache-control": "no-store",
      });
      response.end(body);
    },
  };
}
