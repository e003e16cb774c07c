// A coordinator and Node clients, each a process of its own, and a browser whose tabs take part beside them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { repositoryRoot, startProcesses, temporaryFolder, unusedPort } from "@tributary/test-support";
import type { StartedProcess } from "@tributary/test-support";

import { startSite } from "./site.ts";
import type { Site, SiteOptions } from "./site.ts";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");
const clientMain = join(repositoryRoot, "client-node/dist/src/main.js");

export interface Rows {
  readonly values: readonly (readonly number[])[];
  /** Indices into the labels. */
  readonly labels: readonly number[];
}

/** Two clouds of points that overlap, a pair for each name. */
export function pointsOf(number: number, count = 24): Rows {
  const values = Array.from({ length: count }, (_, i) => [
    (i % 2 === 0 ? -1 : 1) + Math.sin(1.7 * i + number),
    Math.cos(2.3 * i + number),
  ]);
  return { values, labels: values.map((_, i) => i % 2) };
}

export interface Surroundings {
  folder(): string;
  startCoordinator(port: number, plan: object, ...more: readonly string[]): Promise<StartedProcess>;
  startClient(
    port: number,
    name: string,
    rows: Rows,
    labels: readonly string[],
    ...more: readonly string[]
  ): Promise<StartedProcess>;
  /** A page's server before a coordinator; closed after the test. */
  site(coordinatorPort: number, options?: Omit<SiteOptions, "coordinatorPort">): Promise<Site>;
  unusedPort(): Promise<number>;
}

/** Called in the body of a `describe`. */
export function surroundings(): Surroundings {
  const folder = temporaryFolder();
  const start = startProcesses();
  const sites: Site[] = [];
  afterEach("close the pages' servers", () => {
    for (const site of sites.splice(0)) site.close();
  });
  return {
    folder,
    unusedPort,
    async startCoordinator(port, plan, ...more) {
      const path = join(folder(), "plan.json");
      await writeFile(path, JSON.stringify(plan));
      const files = ["--plan", path, "--data-dir", join(folder(), "var")];
      const started = start(coordinatorMain, [...files, "--port", String(port), ...more]);
      await started.line(/Listening on /);
      return started;
    },
    async startClient(port, name, { values, labels: own }, labels, ...more) {
      const data = join(folder(), `${name}.csv`);
      const lines = values.map((row, i) => [...row, labels[own[i] ?? 0]].join(","));
      await writeFile(data, `${values[0]?.map((_, i) => `x${i}`).join(",")},label\n${lines.join("\n")}\n`);
      const place = ["--identity", join(folder(), `${name}.json`), "--cache-dir", join(folder(), name)];
      const where = ["--coordinator", `http://127.0.0.1:${port}`, "--data", data];
      return start(clientMain, [...where, ...place, "--engine", "wasm", ...more]);
    },
    async site(coordinatorPort, options = {}) {
      const site = await startSite({ coordinatorPort, ...options });
      sites.push(site);
      return site;
    },
  };
}
