import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { PlanInput } from "@tributary/core/plan";
import type { StartedProcess, startProcesses } from "@tributary/test-support";

import { smallPlan } from "./plans.ts";

const main = fileURLToPath(new URL("../../src/main.js", import.meta.url));

export interface CoordinatorProcess {
  readonly process: StartedProcess;
  readonly port: number;
  readonly dataDir: string;
}

/** Writes a plan into a folder and gives its path. */
export async function planFile(folder: string, changes: Partial<PlanInput> = {}): Promise<string> {
  const path = join(folder, "plan.json");
  await writeFile(path, JSON.stringify({ ...smallPlan, ...changes }));
  return path;
}

/** Runs the command line as it is installed. */
export function runMain(start: ReturnType<typeof startProcesses>, args: readonly string[]): StartedProcess {
  return start(main, args);
}

/** Starts a coordinator and waits until it listens. */
export async function startCoordinator(
  start: ReturnType<typeof startProcesses>,
  folder: string,
  args: readonly string[] = [],
  port = 0,
): Promise<CoordinatorProcess> {
  const dataDir = join(folder, "var");
  const process = runMain(start, ["--data-dir", dataDir, "--port", String(port), ...args]);
  const [, bound] = await process.line(/Listening on http:\/\/127\.0\.0\.1:(\d+)/);
  return { process, port: Number(bound), dataDir };
}
