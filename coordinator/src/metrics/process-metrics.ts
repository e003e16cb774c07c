import { readdirSync } from "node:fs";
import { performance } from "node:perf_hooks";

import type { Metric } from "./exposition.ts";

/** What runs here, and what it takes of the machine; under the names that Prometheus' own clients use. */
export function* processMetrics(release: string): Generator<Metric> {
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: "gauge",
    samples: [[{}, value]],
  });
  const counter = (name: string, help: string, value: number): Metric => ({
    ...gauge(name, help, value),
    type: "counter",
  });
  yield {
    name: "tributary_build_info",
    help: "1; the release of the coordinator and of Node.",
    type: "gauge",
    samples: [[{ release, node: process.version }, 1]],
  };
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { active, idle } = performance.eventLoopUtilization();
  yield counter("process_cpu_seconds_total", "Processor time, user and system.", (user + system) / 1e6);
  yield gauge(
    "process_start_time_seconds",
    "When the process started, in seconds since 1970.",
    performance.timeOrigin / 1000,
  );
  yield gauge("process_resident_memory_bytes", "Memory that is resident.", rss);
  yield gauge("nodejs_heap_size_used_bytes", "Memory of V8's heap in use.", heapUsed);
  yield gauge("nodejs_external_memory_bytes", "Memory outside V8's heap that objects in it hold.", external);
  yield counter("nodejs_eventloop_active_seconds_total", "Time that the event loop was busy.", active / 1000);
  yield counter("nodejs_eventloop_idle_seconds_total", "Time that the event loop waited.", idle / 1000);
  const openFiles = openFileCount();
  if (openFiles !== undefined) yield gauge("process_open_fds", "Open files and connections.", openFiles);
}

/** Linux alone tells. */
function openFileCount(): number | undefined {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return undefined;
  }
}
