import type { Metric } from "./exposition.ts";

/** What passes through the port. */
export interface PortFigures {
  /** Open connections that speak HTTP/1.1 and HTTP/2, and those that have not said yet. */
  readonly connections: { readonly http1: number; readonly http2: number; readonly silent: number };
  /** Of all connections, those that are closed included. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Calls that admission turned away, by the code that they were answered with. */
  readonly turnedAway: ReadonlyMap<string, number>;
}

export function* portMetrics(figures: PortFigures): Generator<Metric> {
  const { connections, bytesReceived, bytesSent, turnedAway } = figures;
  yield {
    name: "tributary_connections",
    help: "Open connections, by what they speak.",
    type: "gauge",
    samples: Object.entries(connections).map(([protocol, count]) => [{ protocol }, count]),
  };
  yield {
    name: "tributary_received_bytes_total",
    help: "Bytes that came in over the port since the coordinator started.",
    type: "counter",
    samples: [[{}, bytesReceived]],
  };
  yield {
    name: "tributary_sent_bytes_total",
    help: "Bytes that went out over the port since the coordinator started.",
    type: "counter",
    samples: [[{}, bytesSent]],
  };
  yield {
    name: "tributary_calls_turned_away_total",
    help: "Calls that were turned away before their message came, by code.",
    type: "counter",
    samples: [...turnedAway].map(([code, count]) => [{ code }, count]),
  };
}
